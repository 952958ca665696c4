/** Messages about code lists and map tables: CSV, TSV, XLSX. */
import type { Explanations } from "../explanation.ts";

export const tables: Explanations = {
  "not-a-table": [
    "Zum Übersetzen wurde eine Datei gesendet, die keinen Text enthält, sondern ein Bild oder anderes.",
    "Die Liste als CSV oder XLSX speichern und diese Datei wählen.",
  ],
  "row-too-long": [
    "Eine Zeile der Tabelle ist länger als jede echte: meist wurde ein Anführungszeichen geöffnet und nie geschlossen.",
    "Schließen oder entfernen Sie es, oder wählen Sie ein anderes Trennzeichen; was keine Tabelle ist, wird als Liste gesendet.",
  ],
  "no-header-row": [
    "Keine Zeile der Tabelle hat Namen, an denen die Spalte der Codes zu erkennen wäre.",
    "Eine Kopfzeile mit „code“ (und „display“) oder „source“ und „target“ ergänzen; oder unter „Spalten“ sagen, was was ist: code=NAME,display=NAME.",
  ],
  "unknown-role": [
    "Einer Spalte wurde ein Zweck gegeben, den es nicht gibt.",
    "Einen der genannten nehmen, oder property:NAME für eine eigene Eigenschaft.",
  ],
  "no-such-column": [
    "Es wurde eine Spalte genannt, die die Tabelle nicht hat.",
    "Einen Namen aus der Kopfzeile nehmen, wie er dort steht, oder #4 für die vierte Spalte.",
  ],
  "no-such-sheet": [
    "Die Arbeitsmappe hat kein Blatt dieses Namens.",
    "Einen der genannten Namen nehmen; Großschreibung und Leerzeichen zählen.",
  ],
  "only-first-sheet": [
    "Die Arbeitsmappe hat mehrere Blätter; gelesen wurde das erste.",
    "Ist ein anderes gemeint, dieses nennen: „Blatt einer Arbeitsmappe“ auf der Seite, --sheet im Befehl.",
  ],
  "system-not-given": [
    "Eine Zuordnung wurde gelesen, aber nichts sagt, zu welchem Codesystem die Codes einer Seite gehören.",
    "Es nennen: „Codesystem der Ausgangscodes (oder Zielcodes)“ auf der Seite, --source-system oder --target-system im Befehl; oder eine Spalte dafür ergänzen.",
  ],
  "unknown-relationship": [
    "Das Wort in der Spalte der Beziehungen ist keines, das bekannt ist.",
    "Eines der genannten Wörter schreiben.",
  ],
  "empty-source": [
    "Eine Zeile der Zuordnung hat keinen Ausgangscode.",
    "Ihn eintragen, oder die Zeile löschen.",
  ],
  "nothing-taken": [
    "Jede Zeile wurde weggelassen oder abgelehnt; aus der Tabelle würde nichts.",
    "Ansehen, was zu den einzelnen Zeilen gesagt wird, und wofür jede Spalte gehalten wurde.",
  ],
  "parent-not-listed": [
    "Eine Zeile nennt ein Elternkonzept, das in keiner Zeile steht.",
    "Eine Zeile dafür ergänzen, oder seinen Code berichtigen.",
  ],
  "row-too-wide": [
    "Die Zeile hat mehr Felder als die Kopfzeile Spalten; meist steht ein Trennzeichen in einem Text ohne Anführungszeichen.",
    "Den Text in Anführungszeichen setzen.",
  ],
  "url-chosen": [
    "Niemand hat gesagt, unter welcher Adresse das Ergebnis bekannt sein soll; es bekam eine.",
    "Bevor andere es verwenden, eine eigene Adresse geben: „Kanonische Adresse“ auf der Seite, --url im Befehl.",
  ],
  "no-relationship-column": [
    "Die Tabelle sagt, welche Codes zusammengehören, aber nicht wie. Sie gelten als verwandt, und nichts wird danach übersetzt.",
    "Eine Spalte „relationship“ ergänzen, mit equivalent, source-is-narrower-than-target und so weiter.",
  ],
  "bad-workbook": [
    "Die Datei endet auf .xlsx, lässt sich aber nicht als Arbeitsmappe öffnen.",
    "In einem Tabellenprogramm öffnen und neu als XLSX speichern; alte .xls-Dateien und solche mit Kennwort werden nicht gelesen.",
  ],
  "columns-twice": [
    "Zwei Spalten der Kopfzeile kämen in Frage.",
    "Sagen, welche: unter „Spalten“ mit Name und Nummer, wie in code=Code#2.",
  ],
  "one-side": [
    "Die Kopfzeile hat eine Seite einer Zuordnung und nicht die andere; die Tabelle kann Liste oder Zuordnung sein.",
    "Unter „Spalten“ sagen, was sie ist: code=NAME für eine Liste, source=NAME,target=NAME für eine Zuordnung.",
  ],
  "column-for-two": [
    "Eine Spalte wurde für zwei Zwecke angegeben.",
    "Jedem Zweck eine Spalte geben, oder einen weglassen.",
  ],
  "nameless-column": [
    "Eine Spalte hat Inhalt, aber keinen Namen in der Kopfzeile. Sie wurde weggelassen.",
    "Sie in der Kopfzeile benennen, oder unter „Spalten“ mit ihrer Nummer sagen, was sie ist.",
  ],
  "column-not-carried": [
    "Eine Wertemenge hat keinen Platz für das, was in dieser Spalte steht.",
    "Die Tabelle als Codesystem einlesen, wo es gebraucht wird.",
  ],
  "system-not-known": [
    "Ein Codesystem wurde mit einem Wort genannt, das hier nicht bekannt ist.",
    "Seine Adresse schreiben (https://..., urn:oid:...), oder ein NamingSystem laden, das das Wort hat.",
  ],
  "perhaps-no-target": [
    "Das Ziel ist ein Wort wie „none“: ein Code, oder die Aussage, dass es kein Ziel gibt.",
    "Die Zelle leer lassen, wo es kein Ziel gibt. Oder sagen, welche Wörter das bedeuten: „Wörter für ‚kein Ziel‘“ auf der Seite, --no-map im Befehl.",
  ],
  "odd-target": [
    "Ein Ziel sieht aus wie ein Wort für „keines“, ist aber nicht unter den dafür angegebenen.",
    "Es dort ergänzen, wenn es kein Code ist: „Wörter für ‚kein Ziel‘“ auf der Seite, --no-map im Befehl.",
  ],
  "part-of-system": [
    "Die Adresse gehört zu einem fremden Codesystem; die Tabelle gilt daher als Teil davon: fehlende Codes gelten nicht als falsch.",
    "Ist sie das Ganze, dies sagen: „Eine Tabelle hat ihr Codesystem“ auf der Seite, --content complete im Befehl.",
  ],
  "stays-fragment": [
    "Was gespeichert ist, ist ein Teil seines Codesystems und bleibt es mit dem Ergänzten.",
    "Ist es nun das Ganze, mit dem Inhalt „complete“ einlesen.",
  ],
  "damaged-cell": [
    "Die Arbeitsmappe speichert etwas anderes, als sie zeigt: aus dem Code wurde eine Zahl oder ein Datum.",
    "Die Spalte als Text formatieren und den Code aus der Quelle neu eintragen.",
  ],
  "spreadsheet-error": [
    "In der Zelle steht ein Fehler der Tabellenkalkulation wie #REF!, kein Code.",
    "Den Wert dort holen, woher die Tabelle ihn hatte.",
  ],
  "likely-damaged": [
    "Der Wert sieht aus wie das, was Tabellenprogramme aus Codes machen: ein Datum, eine Zehnerpotenz, eine gerundete Zahl. Er wurde behalten.",
    "Mit der Quelle vergleichen.",
  ],
  "lost-zeros-likely": [
    "Ein Code ist kürzer als seine Nachbarn, von denen manche mit einer Null beginnen: vielleicht hatte er eine.",
    "Mit der Quelle vergleichen, und die Spalte als Text führen.",
  ],
  "names-by-number": [
    "Die Spalten sind mit ihren Nummern angegeben, und kein Name in der ersten Zeile ist ein üblicher: sie kann eine Zeile wie die anderen sein.",
    "Nichts, wenn die erste Zeile die Spalten benennt; sonst eine Zeile mit Namen darüber setzen.",
  ],
  "merged-cells": [
    "Zellen wurden verbunden: der Wert steht nur in der ersten.",
    "Die Verbindung aufheben und den Wert in jede Zeile schreiben, zu der er gehört.",
  ],
};
