/** Messages about single formats: SSSOM, Babelon, ICD-10-CM, OBO, OMOP, MedlinePlus Genetics. */
import type { Explanations } from "../explanation.ts";

export const formats: Explanations = {
  "undeclared-prefix": [
    "Ein Bezeichner steht mit einem Präfix da, von dem die curie_map nichts sagt.",
    "Das Präfix mit seiner Adresse in der curie_map ergänzen.",
  ],
  "built-in-prefix": [
    "Die curie_map gibt einem Präfix, das SSSOM selbst festlegt, eine andere Bedeutung.",
    "Es aus der curie_map nehmen, oder das eigene anders nennen.",
  ],
  "bad-metadata": [
    "Die Metadaten der Zuordnungen sind kein lesbares YAML.",
    "Die genannte Stelle berichtigen; Einrückung und Doppelpunkte zählen.",
  ],
  "metadata-no-map": [
    "Die Metadaten sind YAML, aber keine Liste von Namen mit Werten.",
    "Je Zeile einen Slot schreiben, wie mapping_set_id: https://...",
  ],
  "metadata-too-large": [
    "Die Metadaten sind länger als die jeder echten Zuordnungstabelle.",
    "Sehen, ob die Tabelle beginnt, wo sie soll: ihre Zeilen haben kein # davor.",
  ],
  "no-metadata": [
    "Eine SSSOM-Tabelle kam ohne Metadaten; ihre Präfixe bedeuten nichts.",
    "Die Zeilen mit # an den Anfang der Datei setzen. Auch eine YAML-Datei genügt: „Metadaten von Zuordnungen“ auf der Seite, daneben oder --metadata im Befehl.",
  ],
  "no-columns": [
    "Es fehlt eine Spalte, ohne die es keine Zuordnung gibt.",
    "Sie ergänzen: nötig sind subject_id, predicate_id, object_id und mapping_justification.",
  ],
  "column-twice": ["Zwei Spalten der Kopfzeile heißen gleich.", "Eine umbenennen oder weglassen."],
  "wrong-column-count": [
    "Die Zeile hat eine andere Zahl von Feldern als die Kopfzeile; vielleicht steht ein Tabulator in einem Text.",
    "Die Zeile an der genannten Stelle berichtigen.",
  ],
  "missing-slot": [
    "Einer Zuordnung fehlt ein Wert, den SSSOM verlangt.",
    "Ihn eintragen; die Begründung einer von Hand gemachten ist semapv:ManualMappingCuration.",
  ],
  "bad-slot-value": [
    "Ein Wert ist keiner, den sein Slot erlaubt.",
    "Einen schreiben, den die Meldung nennt.",
  ],
  "unmappable-id": [
    "Ein Subjekt oder Objekt ist mit einem Wort genannt, das kein Bezeichner ist.",
    "Eine CURIE (OMIM:166350) oder eine ganze Adresse schreiben.",
  ],
  "unknown-column": [
    "Eine Spalte ohne Namen wurde weggelassen.",
    "Sie in der Kopfzeile benennen, wenn sie zählt.",
  ],
  "undeclared-column": [
    "Eine Spalte ist kein Slot von SSSOM. Sie wurde als Eigenschaft der Zuordnungen behalten, als Text.",
    "Unter extension_definitions erklären, wenn sie einen Typ haben soll.",
  ],
  "short-row": [
    "Die Zeile endet früh; Fehlendes gilt als leer.",
    "Nichts, wenn die letzten Zellen leer sind; sonst die Zeile ergänzen.",
  ],
  "unknown-set-slot": [
    "Eine Angabe der Metadaten hat eine Form, die nicht behalten werden kann. Sie fiel weg.",
    "Sie als Text schreiben, oder als Liste von Texten.",
  ],
  "unknown-predicate": [
    "FHIR hat keine Beziehung für das Prädikat; seine Zuordnungen gelten als verwandt und werden nicht angewandt. Das Prädikat bleibt erhalten.",
    "Wer weiß, was es bedeutet, nimmt skos:exactMatch, broadMatch oder narrowMatch.",
  ],
  "unlisted-system": [
    "Ein System der Zuordnungstabelle ist in der Tabelle der Systeme nicht enthalten; seine Adresse wurde aus einem Präfix oder einer Adresse der Datei gebildet.",
    "Sie mit der Adresse vergleichen, unter der die Codes gesucht werden; weichen sie ab, die curie_map berichtigen oder ein NamingSystem laden, das beide hat.",
  ],
  "no-licence": [
    "Nichts sagt, unter welcher Lizenz der Inhalt verwendet werden darf.",
    "Es herausfinden, bevor er weitergegeben wird, und in der Datei oder mit --copyright angeben.",
  ],
  "no-mapping-set-id": [
    "Die Zuordnungstabelle hat keine eigene Adresse; sie bekam eine.",
    "mapping_set_id in den Metadaten ergänzen.",
  ],
  untranslatable: [
    "Eine Übersetzung gilt etwas, das kein Bezeichner ist.",
    "subject_id als PRÄFIX:Code schreiben, wie in HP:0000118.",
  ],
  "other-language": [
    "Die Sprache der Übersetzungen ist kein Sprachkürzel.",
    "Sie nach BCP 47 schreiben: de, fr, pt-BR.",
  ],
  "not-confirmed": [
    "Manche Übersetzungen sind nicht offiziell: niemand hat sie bestätigt. Sie wurden mit ihrem Stand behalten.",
    "Sie lesen, bevor Patienten sie sehen.",
  ],
  "only-a-part": [
    "Kapitel oder Blöcke von ICD-10-CM fehlen; es gilt daher als Teil: fehlende Codes gelten nicht als falsch.",
    "Die ganze Liste nehmen, oder sagen, dass es das Ganze ist (Inhalt „complete“).",
  ],
  "no-order-line": [
    "Eine Zeile hat nicht die Spalten der Order-Datei von ICD-10-CM.",
    "Die Datei nehmen, wie CMS sie veröffentlicht: ihre Spalten stehen an festen Stellen.",
  ],
  "bad-tag-line": [
    "Eine Zeile der OBO-Datei ist kein Tag mit seinem Wert.",
    "name: Wert schreiben, oder die Ontologie neu exportieren.",
  ],
  "open-quote": [
    "Ein Text der Ontologie beginnt mit einem Anführungszeichen und hat kein zweites; wo er endet, ist nicht zu sagen.",
    "Das Anführungszeichen in dieser Zeile schließen, oder die Datei noch einmal holen.",
  ],
  "other-kind-of-json": [
    "In der Datei steht etwas anderes, wo das Format einen Text, eine Liste oder ein Objekt hat.",
    "Die genannte Stelle berichtigen, oder die Datei dort holen, wo sie entstanden ist.",
  ],
  "no-term-id": [
    "Ein Term der Ontologie hat keine id.",
    "Die Zeile id: PRÄFIX:Nummer in seinem Abschnitt ergänzen.",
  ],
  "no-terms": [
    "Die Ontologie enthält keinen eigenen Term.",
    "Sehen, ob es die richtige Datei ist: manche enthalten nur Eigenschaften oder Importe.",
  ],
  "part-of-ontology": [
    "Terme nennen Elternterme, die nicht in der Datei sind; sie ist ein Teil der Ontologie und gilt als solcher.",
    "Die ganze Ontologie nehmen, wo die Hierarchie gebraucht wird.",
  ],
  "two-tables": [
    "Zwei Dateien enthalten dieselbe Tabelle des OMOP-Vokabulars.",
    "Einen Vokabular-Download nach dem anderen einlesen.",
  ],
  "not-concept-set": [
    "Das JSON ist kein Concept Set aus ATLAS.",
    "In ATLAS den Ausdruck des Concept Sets als JSON exportieren.",
  ],
  "page-without-title": [
    "Die Seite hat keine Überschrift, die der Name der Erkrankung ist.",
    "Die Seite nehmen, wie MedlinePlus Genetics sie hat, mit Titel.",
  ],
  "condition-without-name": [
    "Eine Erkrankung der Datei hat keinen Namen.",
    "Den Namen eintragen, oder sie weglassen.",
  ],
  "condition-twice": ["Dieselbe Erkrankung ist in zwei der Dateien.", "Die neuere behalten."],
  "other-section": [
    "Die Seite hat einen Abschnitt, der nicht eingelesen wird.",
    "Nichts: es wird nur gesagt, damit ihn später niemand vermisst.",
  ],
  "gene-unknown": [
    "Es ist ein Gen genannt, dessen HGNC-Code hier nicht gespeichert ist; keine Zuordnung führt dorthin.",
    "Erst die Gene von HGNC einlesen, dann dies noch einmal.",
  ],
  "curation-for-none": [
    "Die Kurationsdatei beurteilt einen Namen, den keine eingelesene Erkrankung führt.",
    "Die Schreibweise dort berichtigen, oder die Zeile weglassen.",
  ],
  "unknown-inheritance": [
    "Der Code eines Erbgangs ist keiner, der von der Quelle bekannt ist. Er blieb, wie er ist.",
    "Auf der Seite der Erkrankung nachsehen, und dem Projekt sagen, was der Code bedeutet.",
  ],
};
