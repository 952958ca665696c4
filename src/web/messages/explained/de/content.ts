/** `content` in German. */
import type { Explanations } from "../explanation.ts";

export const content: Explanations = {
  "nested-too-deeply": [
    "Die Elemente stecken tiefer ineinander als in irgendeiner echten Ressource.",
    "Schreiben Sie eine tiefe Hierarchie mit der Eigenschaft parent statt mit Konzepten in Konzepten.",
  ],
  "too-many-elements": [
    "Ein Objekt im JSON hat mehr Namen, als irgendein Typ von FHIR Elemente hat.",
    "Prüfen Sie, ob Codes oder Schlüssel als Namen geschrieben wurden: In FHIR sind sie Werte, in Listen.",
  ],
  "too-many-items": [
    "Alle Einträge dieser Liste werden zusammen angesehen, und dafür sind es zu viele.",
    "Lassen Sie weg, was nicht gebraucht wird; die Meldung sagt, wie viele es sein dürfen.",
  ],
  "not-a-resource": [
    "Gesendet wurde keine FHIR-Ressource: Es fehlt resourceType, oder es ist eine Liste oder ein Text.",
    'Senden Sie ein Objekt, das mit { "resourceType": ... } beginnt. Mehrere kommen in ein Bundle.',
  ],
  "unknown-resource-type": [
    "Den resourceType kennt dieser Server nicht.",
    "Berichtigen Sie die Schreibung samt Großbuchstaben. Hier liegt Terminologie; Daten von Patienten gehören anderswohin.",
  ],
  "unknown-element": [
    "Die Ressource hat ein Element, das ihre FHIR-Version nicht hat.",
    "Berichtigen Sie den Namen, oder legen Sie Eigenes in eine Extension. R4 und R5 unterscheiden sich: R5 gehört an /r5.",
  ],
  "element-of-other-version": [
    "Das Element gehört zur anderen FHIR-Version.",
    "Senden Sie die Ressource an die Adresse jener Version, oder nehmen Sie die genannte Extension.",
  ],
  "missing-element": [
    "Ein Element, das FHIR verlangt, fehlt.",
    "Fügen Sie es ein; beim CodeSystem werden status und content am häufigsten vergessen.",
  ],
  "several-types": [
    "Ein Element, dessen Typ gewählt wird, kam in mehr als einem.",
    "Behalten Sie eines, etwa valueString oder valueCode.",
  ],
  "type-left-out": [
    "Ein Element, dessen Typ gewählt wird, steht ohne den Typ da.",
    "Hängen Sie den Typ an den Namen: valueString statt value.",
  ],
  "empty-element": [
    "Ein Element steht da und enthält nichts. FHIR kennt keine leeren Elemente.",
    "Lassen Sie es samt seinem Namen weg.",
  ],
  "wrong-json-type": [
    "Ein Wert hat den falschen JSON-Typ: Text statt Zahl, einer statt einer Liste oder umgekehrt.",
    "Listen stehen in [ ], auch mit einem Wert; Zahlen und true oder false ohne Anführungszeichen.",
  ],
  "code-not-allowed": [
    "Ein Element nimmt nur bestimmte Codes, und dieser ist keiner davon.",
    "Wählen Sie einen der genannten, klein geschrieben wie dort.",
  ],
  "text-too-long": [
    "Ein Text ist länger, als FHIR erlaubt: 1 048 576 Zeichen.",
    "Kürzen Sie ihn; ein Dokument gehört an einen anderen Ort, und hierher seine Adresse.",
  ],
  "wrong-format": [
    "Ein Wert ist nicht so geschrieben, wie sein Typ es verlangt.",
    "Schreiben Sie ihn wie in der Meldung: Datum 2026-11-23, url ohne Leerzeichen, Code ohne Leerzeichen am Rand.",
  ],
  "other-fault": [
    "Die Ressource bricht eine Regel der Struktur von FHIR, für die es keine eigene Meldung gibt.",
    "Vergleichen Sie das Element an der genannten Stelle mit seiner Definition auf hl7.org/fhir.",
  ],
  "narrative-not-xhtml": [
    "Der Begleittext in text.div ist kein wohlgeformtes XHTML.",
    'Schließen Sie jedes Element, schreiben Sie & als &amp;, und beginnen Sie mit <div xmlns="http://www.w3.org/1999/xhtml">. Oder lassen Sie text weg.',
  ],
  "narrative-not-basic": [
    "Der Begleittext hat etwas, das laufen könnte oder von anderswo lädt.",
    "Nehmen Sie Skripte, Formulare, Rahmen, Ereignisse und Stylesheets heraus; Auszeichnung, Links und Bilder dürfen bleiben.",
  ],
  "narrative-empty": [
    "Der Begleittext ist da, sagt aber nichts.",
    "Schreiben Sie in einem Satz, was die Ressource ist, oder lassen Sie text weg.",
  ],
  "invariant-broken": [
    "Eine Regel, die FHIR über die Struktur hinaus hat, ist nicht eingehalten. Der Schlüssel in Klammern ist ihr Name bei FHIR.",
    "Ändern Sie, wovon die Regel spricht. Der Schlüssel steht auf der Seite der Ressource bei hl7.org/fhir unter Constraints.",
  ],
  "duplicate-code": [
    "Ein Code steht zweimal im Codesystem und hieße damit zweierlei.",
    "Vereinen Sie die Konzepte, oder geben Sie einem einen eigenen Code. Wo Großschreibung nicht zählt, sind a und A derselbe.",
  ],
  "hierarchy-without-meaning": [
    "Konzepte stehen unter anderen, aber das Codesystem sagt nicht, was das heißt.",
    "Ergänzen Sie hierarchyMeaning: is-a, wenn das Untere eine Art des Oberen ist, sonst part-of oder grouped-by. Nur mit is-a gibt es Unterordnung.",
  ],
  "not-well-formed": [
    "Das XML lässt sich ab dieser Zeile und Spalte nicht weiterlesen.",
    "Sehen Sie kurz davor nach: ein offenes Tag, ein Anführungszeichen, oder ein &, das &amp; sein sollte.",
  ],
  "doctype-refused": [
    "Das XML beginnt mit einem Dokumenttyp, der den Server andere Dateien lesen lassen könnte.",
    "Löschen Sie die Zeile <!DOCTYPE ...>; FHIR braucht keine.",
  ],
  "too-deep": [
    "Die Elemente des XML stecken tiefer ineinander, als gelesen wird.",
    "Prüfen Sie, ob Tags geschlossen werden: Ein offenes in einer Schleife baut solche Türme.",
  ],
  "too-many-attributes": [
    "Ein Tag hat weit mehr Attribute als irgendeines in FHIR.",
    "Schreiben Sie Werte als Kindelemente; Tags haben nur value, id, url und xmlns.",
  ],
  "wrong-namespace": [
    "Das Element ist in einem anderen XML-Namensraum als dem von FHIR.",
    'Setzen Sie xmlns="http://hl7.org/fhir" auf das äußerste Element; nur text.div hat den von XHTML.',
  ],
  "unknown-xml-resource": [
    "Das äußerste XML-Element ist keine Ressource, die hier bekannt ist.",
    "Nennen Sie es nach dem Typ: <CodeSystem xmlns=...>. Eine Hülle wie SOAP muss ab.",
  ],
  "unknown-xml-element": [
    "An dieser Stelle gibt es kein Element dieses Namens.",
    "Berichtigen Sie den Namen oder die Reihenfolge; Elemente von R5 gehören an /r5.",
  ],
  "repeated-xml-element": [
    "Das Element darf hier einmal stehen und steht öfter da.",
    "Behalten Sie eines; was sich wiederholt, liegt oft eine Ebene weiter außen.",
  ],
  "unknown-xml-attribute": [
    "Ein Tag hat ein Attribut, das FHIR nicht kennt.",
    'Schreiben Sie es als Kindelement mit Wert: <status value="active"/>.',
  ],
  "stray-text": [
    "Zwischen den Tags steht Text, wo das XML von FHIR keinen hat.",
    "Legen Sie ihn in das Attribut value eines Elements.",
  ],
  "wrong-xml-value": [
    "Der Wert eines XML-Elements ist nicht von seinem Typ.",
    "Schreiben Sie ihn, wie die Meldung sagt; true und false klein, Zahlen ohne Trennzeichen.",
  ],
  "one-resource-expected": [
    "Eine Stelle, die eine Ressource enthält, enthält keine oder mehrere.",
    "Geben Sie jeder einen eigenen Eintrag oder ein eigenes contained.",
  ],
  "empty-document": [
    "Das XML-Dokument hat gar kein Element.",
    "Senden Sie die Ressource; eine leere Datei oder ein Kommentar ist keine.",
  ],
  "not-writable-as-xml": [
    "Die Antwort enthält etwas, das XML nicht fasst, etwa ein Steuerzeichen in einem Text.",
    "Verlangen Sie application/fhir+json; dort geht es. Oder berichtigen Sie den Text an der Quelle.",
  ],
};
