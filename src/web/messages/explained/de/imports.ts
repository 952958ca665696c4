/** Messages about files that are imported: whether they can be read, and what is there already. */
import type { Explanations } from "../explanation.ts";

export const imports: Explanations = {
  "no-such-file": [
    "Die genannte Datei oder der Ordner ist nicht da.",
    "Den Pfad berichtigen. Er gilt von dem Ordner aus, in dem der Befehl läuft.",
  ],
  "unreadable-file": [
    "Das System lässt die Datei nicht lesen; die Meldung sagt, warum.",
    "Dem Benutzer, unter dem Ossicle läuft, das Leserecht geben, oder die Datei kopieren.",
  ],
  "empty-file": [
    "In der Datei steht nichts.",
    "Die Datei neu holen oder speichern: ein Download kann abgebrochen sein.",
  ],
  "unknown-format": [
    "Weder Name noch Anfang der Datei gehören zu einem Format, das eingelesen wird.",
    "Das Format wählen, wo es bekannt ist („Format“ auf der Seite, --format im Befehl), oder in eines der genannten umwandeln.",
  ],
  "other-kind-of-file": [
    "Aus einer Datei dieser Art wird so nichts eingelesen, wie auch immer sie heißt.",
    "Auspacken, so speichern oder umwandeln, wie die Meldung sagt, oder den Namen richtigstellen.",
  ],
  "unknown-format-name": [
    "Das Format wurde mit einem Namen angegeben, den es nicht gibt.",
    "Einen der Namen aus der Meldung nehmen, oder keinen: Formate werden erkannt.",
  ],
  "nothing-to-import": [
    "Keine Datei im Ordner hat ein Format, das eingelesen wird.",
    "Die Dateien selbst nennen, oder den Ordner, in dem sie liegen.",
  ],
  "not-utf8": [
    "Ein Byte der Datei ist kein UTF-8; Buchstaben würden falsch gelesen.",
    "Als UTF-8 speichern. Aus Excel: „CSV UTF-8“, oder die Arbeitsmappe selbst senden.",
  ],
  "other-encoding": [
    "Die Datei ist anders als in UTF-8 kodiert, und keine Marke sagt, wie.",
    "In einem Editor öffnen und als UTF-8 speichern.",
  ],
  "control-character": [
    "In der Datei steht ein Zeichen, das unsichtbar und kein Text ist: vielleicht der Rest eines anderen Programms.",
    "Die genannte Zeile ansehen und das Zeichen entfernen.",
  ],
  "byte-order-mark": [
    "Am Anfang der Datei steht ein unsichtbares Zeichen, wie es manche Programme schreiben. Es wurde übergangen.",
    "Nichts: es wird nur gesagt, damit niemand danach sucht.",
  ],
  "line-too-long": [
    "Eine Zeile ist länger als jede echte; vielleicht ist ein Anführungszeichen offen, oder Zeilenenden fehlen.",
    "Die genannte Zeile ansehen und ihre Anführungszeichen schließen.",
  ],
  "document-too-large": [
    "Ein einzelnes Dokument ist größer als das, was auf einmal gelesen wird.",
    "Als NDJSON oder Bundle schreiben, die stückweise gelesen werden, oder aufteilen.",
  ],
  truncated: [
    "Die Datei hört mitten in etwas auf.",
    "Neu holen; die Größe zeigt, ob ein Download vollständig war.",
  ],
  malformed: [
    "Die Datei verletzt an der genannten Stelle die Regeln ihres Formats.",
    "Die Stelle berichtigen oder die Datei neu exportieren.",
  ],
  "archive-too-large": [
    "Ausgepackt wäre das Archiv größer als erlaubt.",
    "Selbst auspacken und die nötigen Dateien einlesen.",
  ],
  "archive-too-dense": [
    "Das Archiv bläht sich so auf, dass es nach einem Angriff aussieht.",
    "Wer ihm traut, packt es selbst aus und liest den Inhalt ein.",
  ],
  "unsafe-entry": [
    "Eine Datei im Archiv würde außerhalb seines Ordners geschrieben.",
    "Das Archiv nicht verwenden; nach seiner Herkunft fragen.",
  ],
  "corrupt-archive": [
    "Das Archiv lässt sich nicht auspacken: Bytes fehlen oder sind verändert.",
    "Neu holen, und die Prüfsumme vergleichen, wo es eine gibt.",
  ],
  "entry-no-list": [
    "Die Einträge des Bundles sind keine Liste; keiner davon konnte gelesen werden.",
    "Sie in eckige Klammern setzen, oder die Datei noch einmal holen.",
  ],
  "entry-no-object": [
    "Ein Eintrag des Bundles ist ein Text, eine Zahl, eine Liste oder nichts; erwartet wird ein Objekt.",
    'Die Ressource als { "resource": { ... } } hinsetzen, oder den Eintrag herausnehmen.',
  ],
  "misspelt-type": [
    "Die Ressource nennt sich mit einem Namen, den FHIR nicht hat und der fast einer der eingelesenen ist.",
    "Den resourceType berichtigen.",
  ],
  "no-resource-type": [
    "Das JSON ist keine FHIR-Ressource: nichts darin nennt ihren Typ.",
    'Eine Datei geben, die mit { "resourceType": ... } beginnt, oder das richtige Format wählen.',
  ],
  "without-url": [
    "Ein Codesystem, eine Wertemenge oder Zuordnung kam ohne kanonische Adresse, unter der andere sie nennen.",
    "url in der Ressource ergänzen.",
  ],
  "no-package-manifest": [
    "Das Archiv hat keine package.json mit einer FHIR-Version, wie FHIR-Pakete sie haben.",
    "Das Paket von einer FHIR-Registry holen, oder die einzelnen Dateien einlesen.",
  ],
  "unknown-fhir-version": [
    "Die Ressourcen haben eine FHIR-Version, die weder R4 noch R5 ist.",
    "Wo sie einer der beiden gleichen, diese angeben: „FHIR-Version“ auf der Seite, --fhir-version im Befehl.",
  ],
  "dependency-not-given": [
    "Das Paket baut auf ein anderes auf, das nicht mitkam.",
    "Auch dieses einlesen, wenn seine Codes gebraucht werden; der Befehl findet es im Ordner von --dependencies.",
  ],
  "dependency-missing": [
    "Ein Paket, das ein anderes braucht, liegt nicht im Ordner der Abhängigkeiten.",
    "Seine .tgz-Datei dort ablegen und neu einlesen.",
  ],
  "no-code": [
    "Eine Zeile oder ein Konzept hat einen Namen, aber keinen Code.",
    "Den Code eintragen, oder abgelehnte Zeilen weglassen.",
  ],
  "bad-code": [
    "Der Code hat Leerzeichen oder Zeichen, die FHIR in keinem Code erlaubt.",
    "So schreiben wie sein Herausgeber, ohne Leerzeichen an den Enden.",
  ],
  "cyclic-hierarchy": [
    "Ein Konzept steht, über mehrere Schritte, unter sich selbst.",
    "Eines der genannten Elternkonzepte entfernen.",
  ],
  "odd-code": [
    "Der Code sieht nicht aus wie die seines Codesystems. Er wurde so belassen.",
    "Mit der Quelle vergleichen: oft ist etwas vertippt, oder Nullen gingen verloren.",
  ],
  "more-odd-codes": [
    "Mehr Codes als aufgeführt sehen nicht aus wie die ihres Codesystems.",
    "Die ersten ansehen: sind alle von einer Art, ist vielleicht das falsche Codesystem genannt.",
  ],
  "replaces-other": [
    "Unter dieser Adresse und Version ist schon etwas da, aus einer anderen Quelle; damit nichts aus Versehen verloren geht, wurde nichts geschrieben.",
    "Auf der Seite unter „Wie es gelesen wird“ sagen, was mit dem geschieht, was schon da ist: es wird ergänzt oder ersetzt. Im Befehl: --merge oder --replace. Um beide zu behalten, dem Neuen eine andere Adresse oder Version geben.",
  ],
  "changed-meanwhile": [
    "Während dieser Import las, hat jemand anderes dieselbe Ressource geschrieben: ein anderer Import oder ein Programm über HTTP. Was dort geschrieben wurde, ist geblieben.",
    "Dasselbe noch einmal importieren: es ergänzt dann, was jetzt da ist, oder es wird gefragt, was damit geschehen soll.",
  ],
  "will-replace": [
    "Was unter dieser Adresse und Version stand, weicht dem Neuen.",
    "Nichts, wenn das gemeint ist. Sonst hier anhalten und dem Neuen eine eigene Version geben.",
  ],
  "brought-twice": [
    "Zwei der Dateien ergeben dasselbe Codesystem oder dieselbe ConceptMap; eine davon ginge verloren.",
    "Die zweite für sich mit --merge importieren, dann kommt sie zur ersten dazu. Mit --replace zählt die letzte allein; mit --url oder --set-version bleiben beide getrennt.",
  ],
  "twice-in-one-run": [
    "Zwei der Dateien enthalten dieselbe Ressource; die spätere zählt.",
    "Diejenige weglassen, die nicht gemeint ist.",
  ],
};
