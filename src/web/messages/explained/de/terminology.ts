/** `terminology` in German. */
import type { Explanations } from "../explanation.ts";

export const terminology: Explanations = {
  "unknown-code-system": [
    "Das Codesystem oder diese Version davon ist hier nicht geladen.",
    "Vergleichen Sie die Adresse Buchstabe für Buchstabe mit der Liste unter Bestand; http und https und ein Schrägstrich am Ende zählen. Fehlt es, muss es importiert werden.",
  ],
  "unknown-code": [
    "Das Codesystem ist hier und hat in dieser Version keinen solchen Code.",
    "Prüfen Sie Großschreibung, führende Nullen und Punkte. Ist das System nur zum Teil bekannt, sagt es die Meldung; dann kann es den Code dennoch geben. Die Suche sucht ihn überall.",
  ],
  "supplement-not-found": [
    "Eine oder mehrere Ergänzungen, die die Anfrage verlangt, sind nicht hier oder gehören zu einem anderen Codesystem; die Meldung nennt sie.",
    "Lassen Sie sie aus useSupplement weg, oder lassen Sie sie importieren; die Seite des Codesystems nennt die vorhandenen.",
  ],
  "unknown-concept-map": [
    "Keine Zuordnung hat diese Adresse oder diese Version.",
    "Lassen Sie url weg: Dann werden alle passenden gefragt. /r4/ConceptMap nennt sie; bei einer verschriebenen Adresse fragt die Meldung, welche gemeint war.",
  ],
  "code-without-system": [
    "Ein Code kam ohne sein Codesystem, und derselbe Code heißt in verschiedenen Systemen Verschiedenes.",
    "Senden Sie das System mit: system=http://www.omim.org für OMIM. Ist es ein Name, senden Sie ihn als Text in einem CodeableConcept.",
  ],
  "markup-in-code": [
    "Ein Code oder Name enthält Auszeichnung wie <b>, die kein Code hat.",
    "Senden Sie nur den Text, ohne Tags und Entities.",
  ],
  "nothing-to-translate": [
    "Das zu übersetzende Konzept hat weder einen Code mit System noch einen Text.",
    "Füllen Sie eines von beiden; ein Coding braucht system und code.",
  ],
  "wrong-coding-text": [
    "Ein Coding in einer Adresse konnte nicht gelesen werden.",
    "Schreiben Sie system|code mit dem Strich dazwischen, kodiert als %7C.",
  ],
  "systems-differ": [
    "Codes verschiedener Systeme können nicht untereinander liegen.",
    "Übersetzen Sie zuerst einen mit $translate, und vergleichen Sie dann in einem System.",
  ],
  "versions-differ": [
    "Die Codes sind von verschiedenen Versionen, deren Hierarchien sich unterscheiden können.",
    "Nennen Sie für beide eine Version, oder keine für die neueste.",
  ],
  "code-system-without-url": [
    "Das Codesystem ist ohne url gespeichert, sodass kein Code es nennen kann.",
    "Schreiben Sie es noch einmal mit einer eigenen url, etwa http://example.org/CodeSystem/colours.",
  ],
  "other-than-instance": [
    "Die Operation wurde auf einer Ressource mit ihrer Id gerufen, ein Parameter nennt eine andere.",
    "Lassen Sie den Parameter weg, oder rufen Sie sie auf dem Typ: CodeSystem/$lookup, ValueSet/$expand.",
  ],
  "subsumption-unknown": [
    "Nur ein Teil des Codesystems ist hier, und was entscheidet, fehlt vielleicht.",
    "Importieren Sie das ganze System; bis dahin wäre weder ja noch nein ehrlich.",
  ],
  "each-below-the-other": [
    "Über ihre Eltern steht jeder der beiden Codes unter dem anderen; das lässt keine Hierarchie von Arten zu.",
    "Nehmen Sie einen der Eltern zwischen ihnen aus dem Codesystem.",
  ],
  "hierarchy-is-no-subsumption": [
    "Die Hierarchie dieses Codesystems ist keine von Arten, darum ordnet sich nichts unter.",
    "Nehmen Sie Filter wie child-of, die die Hierarchie nehmen, wie sie ist.",
  ],
  "unknown-identifier": [
    "Unter dieser Kennung ist hier kein System bekannt: weder ein NamingSystem noch ein Codesystem noch die mitgelieferte Tabelle hat sie.",
    "Bitte Zeichen für Zeichen prüfen; OIDs gehen mit und ohne urn:oid:. Stimmt sie, muss das NamingSystem importiert werden, das sie führt.",
  ],
  "no-identifier-of-type": [
    "Das System ist bekannt, aber nicht unter einer Kennung der verlangten Art.",
    "Eine der Arten verlangen, die die Meldung aufzählt, oder ein NamingSystem importieren, das die andere führt; ein Datum in der Vergangenheit kann einige ausschließen.",
  ],
  "identifier-of-several": [
    "Mehrere NamingSystems oder Codesysteme beanspruchen diese Kennung; zu raten könnte zwei Systeme verwechseln.",
    "Mit einer Kennung fragen, die nur eines hat, oder das berichtigen, das sie zu Unrecht führt.",
  ],
  "implicit-kind-not-supported": [
    "Von den impliziten Wertemengen von SNOMED CT wird diese Art nicht angeboten.",
    "Nehmen Sie ?fhir_vs=isa/CODE, oder schreiben Sie die Wertemenge mit Filtern aus.",
  ],
  "filter-without-value": [
    "Ein Filter der Wertemenge hat keinen Wert zum Vergleichen.",
    "Geben Sie value an; ob es eine Eigenschaft überhaupt gibt, fragt op exists mit true.",
  ],
  "unknown-filter-operator": [
    "Das op eines Filters ist keines von FHIR.",
    "Wählen Sie eines der genannten: is-a und descendent-of folgen der Hierarchie, = und in vergleichen Werte.",
  ],
  "unknown-filter-property": [
    "Das Codesystem hat keine Eigenschaft dieses Namens.",
    "Nehmen Sie eine der genannten; code, display und concept gehen immer.",
  ],
  "filter-not-understood": [
    "Das Codesystem kündigt einen Filter dieses Namens an, aber nichts hier sagt, welche Konzepte er auswählt.",
    "Nach einer seiner Eigenschaften filtern, die Codes aufzählen, oder das Codesystem mit dieser Eigenschaft importieren.",
  ],
  "reference-set-not-offered": [
    "Gefragt ist nach einem Referenzset von SNOMED CT; bekannt sind hier nur Konzepte und ihre Hierarchie.",
    "Die Mitglieder als Konzepte aufzählen, oder das Value Set mit seiner Expansion speichern.",
  ],
  "unfit-filter-operator": [
    "Der Operator passt nicht zu dieser Eigenschaft.",
    "Nehmen Sie einen der genannten: = und in für Werte, is-a für concept, regex für Texte.",
  ],
  "hierarchy-is-no-is-a": [
    "is-a wurde von einer Hierarchie verlangt, die sich anders nennt.",
    "Nehmen Sie child-of oder die Liste der Codes, oder lassen Sie das Codesystem is-a sagen, wenn es stimmt.",
  ],
  "invalid-filter-regex": [
    "Ein regulärer Ausdruck in einem Filter ist nicht lesbar oder nutzt, was fehlt, damit kein Muster den Server anhält.",
    "Schreiben Sie ihn in der Syntax von RE2: ohne Vorausschau und Rückverweise. Er muss auf den ganzen Wert passen.",
  ],
  "invalid-filter-boolean": [
    "Der Filter exists bekam etwas anderes als true oder false.",
    "Schreiben Sie true für die mit der Eigenschaft, false für die ohne.",
  ],
  "empty-include": [
    "Ein Teil der Wertemenge nennt weder ein Codesystem noch eine Wertemenge.",
    "Geben Sie ihm system oder valueSet, oder löschen Sie ihn.",
  ],
  "concept-without-code": [
    "Ein Konzept, das die Wertemenge aufzählt, hat keinen Code.",
    "Fügen Sie ihn ein; eine Anzeige allein sagt nicht, welches Konzept gemeint ist.",
  ],
  "unreadable-locked-date": [
    "Das Datum, das die Versionen der Wertemenge festhält, ist nicht lesbar.",
    "Schreiben Sie es als 2025-03-31.",
  ],
  "without-definition": [
    "Die Wertemenge sagt nichts über ihre Codes: Sie hat weder compose noch expansion.",
    "Fügen Sie compose hinzu, oder holen Sie die ganze Ressource; eine Zusammenfassung lässt es weg.",
  ],
  "without-include": [
    "Im compose der Wertemenge fehlt include: Es sagt nicht, welche Codes darin sind.",
    "Fügen Sie ein include hinzu; um Codes wegzunehmen, schließen Sie das ganze Codesystem ein und diese aus.",
  ],
  "unknown-modifier-extension": [
    "Die Wertemenge, das Codesystem, die ConceptMap oder ein Teil davon, um den es geht, hat eine Modifier-Extension oder implizite Regeln, die hier niemand versteht: Sie kann umkehren, was gesagt wird, also gibt es keine Antwort.",
    "Nehmen Sie sie heraus, wo sie für die Codes nichts bedeutet, oder fragen Sie einen Server, der sie kennt.",
  ],
  "no-version-at": [
    "Alle Versionen, die hier sind, sind später als das verlangte Datum.",
    "Fragen Sie nach einem späteren Datum, oder lassen Sie die Version jener Zeit importieren.",
  ],
  "code-may-be-composed": [
    "Das Codesystem hat eine Grammatik für zusammengesetzte Codes, und der Code ist keiner der aufgezählten.",
    "Senden Sie einen aufgezählten Code, oder fragen Sie einen Server, der die Grammatik liest.",
  ],
  "membership-not-known": [
    "Ob der Code in der Wertemenge ist, lässt sich nicht sagen, weil nur ein Teil dessen hier ist, was entscheidet.",
    "Importieren Sie Codesystem oder Expansion ganz. Die Antwort heißt nicht nein.",
  ],
  "no-coding-of-system": [
    "Keines der Codings ist aus dem Codesystem, nach dem gefragt wurde.",
    "Senden Sie eines daraus, oder fragen Sie stattdessen die Wertemenge.",
  ],
  "coding-without-code": [
    "Ein Coding hat ein System oder eine Anzeige, aber keinen Code.",
    "Fügen Sie den Code ein. Vom Namen zum Code führen $match und die Suche.",
  ],
  "nothing-to-validate": [
    "In der Anfrage wurde kein Code gefunden.",
    "Senden Sie code mit system, coding oder codeableConcept; in einer Adresse code=...&system=...",
  ],
  "other-system": [
    "Das Coding ist aus einem anderen Codesystem als dem, gegen das geprüft werden soll.",
    "Fragen Sie das Codesystem des Codings, oder lassen Sie url weg.",
  ],
  ABSTRACT_CODE_NOT_ALLOWED: [
    "Der Code fasst nur andere zusammen und wurde als Wert verlangt.",
    "Wählen Sie einen darunter, oder erlauben Sie abstrakte mit abstract=true.",
  ],
  CODESYSTEM_CS_NO_SUPPLEMENT: [
    "Das System des Codings ist eine Ergänzung: Sie gibt einem anderen System Namen und hat keine Codes.",
    "Schreiben Sie die Adresse des ergänzten Codesystems in Coding.system.",
  ],
  CODE_CASE_DIFFERENCE: [
    "Der Code wurde erkannt, aber sein Herausgeber schreibt ihn anders groß und klein.",
    "Speichern Sie ihn wie in der Meldung: Andere Programme vergleichen vielleicht genau.",
  ],
  CONCEPT_DEPRECATED_IN_VALUESET: [
    "Die Wertemenge selbst rät von diesem Code ab.",
    "Wählen Sie einen anderen daraus; alte Einträge können bleiben.",
  ],
  Coding_has_no_system__cannot_validate: [
    "Das Coding hat einen Code und kein System, also keine Bedeutung, die sich prüfen ließe.",
    "Fügen Sie system hinzu. Es aus einer bloßen Zahl zu raten, führt zu anderen Krankheiten.",
  ],
  DEPRECATED_CONCEPT_FOUND: [
    "Der Code gilt noch, aber seine Herausgeber raten davon ab.",
    "Sehen Sie auf der Seite des Konzepts nach, was ihn ersetzt.",
  ],
  Display_Name_for__should_be_one_of__instead_of: [
    "Die gesendete Anzeige ist kein Name dieses Codes.",
    "Prüfen Sie, ob Code oder Name gemeint war, und berichtigen Sie erst dann das andere: Ein falscher Name neben einem richtigen Code zeigt Verwechslungen.",
  ],
  Display_Name_WS_for__should_be_one_of__instead_of: [
    "Die Anzeige stimmt bis auf ihre Leerzeichen.",
    "Nehmen Sie Leerzeichen am Rand und doppelte heraus.",
  ],
  INACTIVE_CONCEPT_FOUND: [
    "Der Code wird nicht mehr verwendet.",
    "Lassen Sie ihn in alten Einträgen; für neue nehmen Sie den, der ihn ersetzt. Seine Seite nennt ihn, wenn er bekannt ist.",
  ],
  INACTIVE_DISPLAY_FOUND: [
    "Der Name war einmal richtig und wurde zurückgezogen.",
    "Zeigen Sie einen der jetzigen Namen aus der Meldung.",
  ],
  INVALID_DISPLAY_NAME: [
    "Die Sprache, in der Namen gewünscht sind, ist kein Sprachkürzel.",
    "Schreiben Sie Kürzel wie de, pt-BR oder eine Liste mit Gewichten: de, en;q=0.5.",
  ],
  NO_VALID_DISPLAY_FOUND: [
    "Das Codesystem hat keine Namen, also kann der gesendete weder richtig noch falsch sein.",
    "Es ist nichts zu tun; prüfen Sie den Code selbst.",
  ],
  NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR: [
    "In jener Sprache gibt es keinen Namen, und der gesendete ist auch nicht der übliche.",
    "Senden Sie die übliche Anzeige, oder importieren Sie eine Übersetzung als Ergänzung.",
  ],
  NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK: [
    "In der gewünschten Sprache gibt es keinen Namen; der gesendete stimmt in der des Codesystems.",
    "Es ist nichts zu tun; eine Ergänzung mit Namen jener Sprache könnte dazukommen.",
  ],
  None_of_the_provided_codes_are_in_the_value_set_one: [
    "Der Code ist nicht in der Wertemenge.",
    "Öffnen Sie ihre Seite, die zeigt, wie sie bestimmt ist, und wählen Sie einen Code daraus; oder nehmen Sie eine passende Wertemenge.",
  ],
  STATUS_CODE_WARNING_CODE: [
    "Der Code ist darin, aber nicht aktiv, und activeOnly war verlangt.",
    "Wählen Sie einen aktiven, oder lassen Sie activeOnly weg, um alte Einträge gelten zu lassen.",
  ],
  TX_GENERAL_CC_ERROR_MESSAGE: [
    "Keines der Codings des Konzepts ist in der Wertemenge.",
    "Die übrigen Meldungen sagen, was mit jedem ist; ein gutes genügt.",
  ],
  Terminology_TX_System_Relative: [
    "Coding.system ist keine absolute Adresse.",
    "Schreiben Sie die kanonische Adresse des Codesystems, mit http:// oder urn:, nicht eine Id oder einen Pfad.",
  ],
  Terminology_TX_System_ValueSet2: [
    "Coding.system nennt eine Wertemenge. Wertemengen sammeln Codes und haben keine eigenen.",
    "Schreiben Sie die Adresse des Codesystems hin; die Seite der Wertemenge zeigt, woher ihre Codes sind.",
  ],
  UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE: [
    "Ein Filter der Wertemenge hat einen leeren Wert und würde nach nichts wählen.",
    "Fragen Sie den Herausgeber der Wertemenge nach dem Wert, oder ergänzen Sie ihn in ValueSet.compose.",
  ],
  UNABLE_TO_INFER_CODESYSTEM: [
    "Der Code kam ohne System, und nichts in der Wertemenge hat diesen Code.",
    "Senden Sie das System. Der Code kann auch falsch geschrieben oder gar nicht darin sein.",
  ],
  UNKNOWN_CODESYSTEM: [
    "Das Codesystem des Codes ist nicht hier oder nur ohne seine Konzepte, darum wird über den Code nichts gesagt.",
    "Vergleichen Sie die Adresse mit der Liste unter Bestand, und lassen Sie es importieren.",
  ],
  UNKNOWN_CODESYSTEM_EXP: [
    "Die Wertemenge nimmt Codes aus einem System, das nicht hier ist.",
    "Importieren Sie dieses Codesystem, und expandieren Sie noch einmal.",
  ],
  UNKNOWN_CODESYSTEM_VERSION: [
    "Das Codesystem ist hier, aber nicht in der Version, die mit dem Code genannt wurde.",
    "Nehmen Sie eine der genannten Versionen, oder keine, um die neueste zu fragen.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_EXP: [
    "Die Wertemenge hängt an einer Version eines Codesystems, und hier sind andere.",
    "Importieren Sie jene Version, oder fragen Sie mit system-version oder force-system-version nach einer vorhandenen.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_EXP_NONE: [
    "Die Wertemenge hängt an einer Version eines Codesystems, von dem hier keine ist.",
    "Importieren Sie das Codesystem in jener Version.",
  ],
  UNKNOWN_CODESYSTEM_VERSION_NONE: [
    "Eine Version wurde genannt von einem Codesystem, das in keiner hier ist.",
    "Prüfen Sie erst die Adresse des Systems, dann die Version; dann importieren Sie es.",
  ],
  UNKNOWN_CODE_IN_FRAGMENT: [
    "Der Code ist nicht in dem Teil des Codesystems, der hier ist; er kann im Rest sein.",
    "Halten Sie ihn nicht für falsch. Das ganze Codesystem, importiert, würde es sagen.",
  ],
  Unable_to_resolve_system__value_set_has_multiple_matches: [
    "Der Code kam ohne System, und in der Wertemenge haben ihn mehrere Systeme.",
    "Senden Sie das gemeinte; die Meldung nennt, welche ihn haben.",
  ],
  Unable_to_resolve_value_Set_: [
    "Keine Wertemenge hat hier diese Adresse.",
    "Vergleichen Sie mit /r4/ValueSet. Oft folgt ein Hinweis: Es kann die Adresse eines Codesystems, die einer anderen Version oder eine verschriebene sein.",
  ],
  Unknown_Code_in: [
    "Das Codesystem hat keinen solchen Code.",
    "Suchen Sie nach Schreibfehlern und in anderen Versionen; die Suche findet Codes über Namen.",
  ],
  Unknown_Code_in_Version: [
    "Diese Version des Codesystems hat keinen solchen Code.",
    "Er kann jünger oder älter sein: Fragen Sie ohne Version, oder mit der, aus der der Eintrag stammt.",
  ],
  VALUESET_CIRCULAR_REFERENCE: [
    "Wertemengen schließen einander im Kreis ein, so dass das Auflösen kein Ende hätte.",
    "Nehmen Sie einen der Verweise, die der Pfad nennt, aus seiner Wertemenge.",
  ],
  VALUESET_SUPPLEMENT_MISSING: [
    "Die Anfrage oder die Wertemenge verlangt eine oder mehrere Ergänzungen, die nicht hier sind oder zu einem anderen Codesystem als dem gefragten gehören; die Meldung nennt sie.",
    "Importieren Sie sie, oder lassen Sie sie aus useSupplement weg: Ohne sie fehlten Namen, nach denen gefragt ist.",
  ],
  VALUESET_TOO_COSTLY: [
    "Die Expansion hat zu viele Codes für eine Antwort, oder kein Ende.",
    "Fragen Sie seitenweise mit count und offset, engen Sie mit filter ein, oder fragen Sie $validate-code nach einzelnen Codes.",
  ],
  VALUESET_VALUE_MISMATCH: [
    "Die Wertemenge hängt an einer Version des Codesystems, und das Coding nennt eine andere.",
    "Senden Sie das Coding mit der Version der Wertemenge oder ohne.",
  ],
  VALUESET_VALUE_MISMATCH_CHANGED: [
    "Ein Parameter der Anfrage hat die Version geändert, die die Wertemenge nutzt, und das Coding nennt eine andere.",
    "Bringen Sie system-version und die Version des Codings zusammen.",
  ],
  VALUESET_VALUE_MISMATCH_DEFAULT: [
    "Die Wertemenge nennt keine Version, es gilt die neueste, und das Coding ist aus einer anderen.",
    "Es ist nichts zu tun, wenn der Code in beiden dasselbe heißt; sonst legen Sie system-version fest.",
  ],
  VALUESET_VERSION_CHECK: [
    "Die Anfrage verlangt eine Version (check-system-version), und die Wertemenge nutzt eine andere.",
    "Lassen Sie die Forderung fallen, oder ändern Sie die Wertemenge; force-system-version setzt sich darüber hinweg.",
  ],
  VS_EXP_CS_NOT_PRESENT: [
    "Das Codesystem ist nur als Kopf hier, ohne Konzepte, und lässt sich nicht auflisten.",
    "Importieren Sie die Konzepte. Wertemengen, die ihre Codes einzeln nennen, gehen auch ohne.",
  ],
  VS_EXP_EXCLUDE_NOT_KNOWN: [
    "Was die Wertemenge auslässt, ist nur zum Teil bekannt, so dass zu viel aufgelistet würde.",
    "Importieren Sie das Ausgeschlossene ganz.",
  ],
  VS_EXP_IMPORT_UNK: [
    "Die Wertemenge schließt eine andere ein, die nicht hier ist.",
    "Importieren Sie diese, oder schreiben Sie ihre Codes in die erste.",
  ],
  VS_EXP_IMPORT_UNK_PINNED: [
    "Die Wertemenge schließt eine bestimmte Version einer anderen ein, und die ist nicht hier.",
    "Importieren Sie die genannte Version, oder ändern Sie den Verweis auf eine vorhandene.",
  ],
  MSG_DEPRECATED: [
    "Was benutzt wurde, nennen seine Herausgeber veraltet.",
    "Es antwortet noch. Suchen Sie den Nachfolger, bevor Neues darauf gebaut wird.",
  ],
  MSG_WITHDRAWN: [
    "Was benutzt wurde, haben seine Herausgeber zurückgezogen.",
    "Fragen Sie dort nach dem Grund, bevor Sie sich auf die Antworten stützen.",
  ],
  MSG_RETIRED: [
    "Was benutzt wurde, ist außer Dienst: Niemand pflegt es mehr.",
    "Nehmen Sie die Version, die folgte, wenn es eine gibt.",
  ],
  MSG_EXPERIMENTAL: [
    "Was benutzt wurde, ist als Versuch gekennzeichnet.",
    "Nehmen Sie es nicht in der Versorgung; fragen Sie den Herausgeber nach dem echten.",
  ],
  MSG_DRAFT: [
    "Was benutzt wurde, ist ein Entwurf und kann sich ändern.",
    "Notieren Sie die Version bei Ihren Ergebnissen, und prüfen Sie neu, wenn es gilt.",
  ],
};
