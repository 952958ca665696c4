/** `resources` in German. */
import type { Explanations } from "../explanation.ts";

export const resources: Explanations = {
  "wrong-resource-type": [
    "Der Inhalt ist eine andere Ressource, als Adresse oder Operation erwarten.",
    "Senden Sie eine des erwarteten Typs, oder diese an die Adresse ihres Typs. Operationen nehmen Parameters.",
  ],
  "deleted-resource": [
    "Die Ressource war hier und wurde gelöscht.",
    "Ihre Versionen stehen noch in der Historie. Zurück kommt sie durch PUT der gewünschten Version an dieselbe Adresse.",
  ],
  "code-of-no-resource": [
    "Die Suche fragt nach einem Code, den das Element nicht haben kann; darum findet sie nichts.",
    "Senden Sie einen der Codes, die die Meldung nennt, in Kleinbuchstaben.",
  ],
  "search-too-long": [
    "Die Suche hat mehr Werte oder Parameter, als eine Suche nimmt.",
    "Teilen Sie die Liste auf mehrere Suchen auf, oder senden Sie sie als Einträge eines Batch.",
  ],
  "writing-is-off": [
    "Dieser Server wird nur gelesen.",
    "Wer ihn betreibt, kann Schreiben mit OSSICLE_WRITES=on und Schlüsseln in OSSICLE_KEYS erlauben, oder Dateien laden: npx ossicle import DATEI.",
  ],
  "store-is-read-only": [
    "Schreiben ist erlaubt, aber der Speicher kann zurzeit nicht beschrieben werden.",
    "Die Meldung sagt, warum: eine Datei ohne Schreibrecht oder eine Datenbank, die nur Kopie ist. Ändern kann es der Betreiber.",
  ],
  "id-mismatch": [
    "Die Id in der Adresse und die in der Ressource sind verschieden.",
    "Machen Sie sie gleich. Um ohne eigene Wahl der Id anzulegen, senden Sie per POST an die Adresse des Typs.",
  ],
  "bad-id": [
    "Die Id hat Zeichen, die keine FHIR-Id haben darf, oder ist zu lang.",
    "Erlaubt sind Buchstaben, Ziffern, Bindestrich und Punkt, höchstens 64. Ein Code oder eine url ist noch keine Id.",
  ],
  "bad-condition": [
    "Ein Kopf, der die Anfrage an eine Bedingung knüpft, kann nicht gelesen werden.",
    'If-Match nimmt ein ETag wie W/"3", If-None-Match beim Schreiben *, If-None-Exist Suchparameter.',
  ],
  "condition-without-criteria": [
    "Eine bedingte Anfrage hat keine Bedingung: Sie beträfe jede Ressource.",
    "Fügen Sie Suchparameter an, die eine Ressource bestimmen, etwa url=https://example.org/x.",
  ],
  "reference-matches-none": [
    "Ein Verweis in der Transaktion ist eine Suche, und nichts, was hier oder in der Transaktion ist, passt dazu.",
    "Die Suche als Anfrage prüfen: GET TYP?url=...; andere Verweise nennen eine Ressource mit ihrer id oder einen Eintrag mit seiner fullUrl.",
  ],
  "reference-by-codes": [
    "Ein Verweis in der Transaktion sucht nach Codes, die eine Ressource hat.",
    "Nach dem suchen, was die Ressource von sich sagt: url, version, name, identifier.",
  ],
  "condition-matches-many": [
    "Mehr als eine Ressource erfüllt die Bedingung, und welche gemeint ist, wird nicht geraten.",
    "Fügen Sie der url version= hinzu, oder nehmen Sie die Id der gemeinten.",
  ],
  "exists-already": [
    "If-None-Match: * will nur schreiben, was es nicht gibt, und es gibt sie.",
    "Lassen Sie den Kopf weg, um zu ersetzen, oder geben Sie der neuen eine andere Id.",
  ],
  "gone-before": [
    "If-Match verlangt eine Ressource, die da ist; es gibt keine.",
    "Lesen Sie sie erneut; ohne den Kopf wird sie neu geschrieben.",
  ],
  "unsupported-history-parameter": [
    "Eine Historie lässt sich nur nach Zeit und Anzahl begrenzen; dieser Parameter würde Versionen auf andere Weise weglassen.",
    "Nehmen Sie _since und _count, und wählen Sie aus der Antwort aus.",
  ],
  "profile-not-judged": [
    "Die Ressource wurde als das geprüft, was ihr Typ ist; was ein Profil darüber hinaus verlangt, wurde nicht angesehen.",
    "Nehmen Sie für Profile den Validator von HL7.",
  ],
  "condition-matches-none": [
    "Ein PATCH ändert, was da ist, und nichts erfüllt die Bedingung.",
    "Suchen Sie zuerst mit denselben Parametern; PUT mit Bedingung legt an, was es nicht gibt.",
  ],
  "unsupported-patch": [
    "Änderungen in Teilen werden als JSON Patch oder FHIRPath Patch gelesen, in anderer Form nicht.",
    "Senden Sie eine Liste von Operationen mit Content-Type: application/json-patch+json, eine Parameters-Ressource mit Parametern operation, oder die ganze Ressource mit PUT.",
  ],
  "bad-patch": [
    "Der Inhalt ist eine Liste, aber nicht von Operationen nach RFC 6902.",
    "Jede hat op und path; add, replace und test haben value, move und copy haben from.",
  ],
  "bad-fhirpath-patch": [
    "Die Parameters enthalten keine Operationen, wie FHIR sie für einen Patch kennt.",
    "Jeder Parameter operation hat die Teile type und path; add hat name und value, insert value und index, move source und destination.",
  ],
  "failed-patch": [
    "Der Patch spricht von etwas, das die Ressource nicht hat, oder prüft auf einen anderen Wert. Nichts davon wurde getan.",
    "Lesen Sie die Ressource erneut und schreiben Sie den Patch für das, was sie jetzt ist.",
  ],
  "patch-copies-too-much": [
    "Kopien von Kopien wachsen ohne Ende; was sie hinzufügen dürfen, ist begrenzt.",
    "Senden Sie die ganze Ressource mit PUT.",
  ],
  "version-needed": [
    "Das Codesystem verspricht nicht, dass ein Code in jeder Version dasselbe heißt (versionNeeded), und es wurde keine genannt.",
    "Senden Sie die Version beim Code, in Coding.version, oder nennen Sie sie für die ganze Anfrage mit system-version.",
  ],
  "unknown-version": [
    "Die Ressource ist hier, hatte aber nie diese Version.",
    "Lesen Sie ihre _history: Versionen zählen mit jeder Änderung von 1 an.",
  ],
  "wrong-bundle-type": [
    "Das Bundle ist von einem Typ, der nicht ausgeführt werden kann.",
    "Setzen Sie type auf batch (jeder Eintrag für sich) oder transaction (alle oder keiner).",
  ],
  "bad-entry": [
    "Ein Eintrag des Bundles ist keine Anfrage.",
    "Geben Sie request.method und request.url an, mit der Adresse unter der Basis: CodeSystem/$lookup?system=...",
  ],
  "too-many-entries": [
    "Das Bundle oder die Liste von Prüfungen hat mehr Einträge, als auf einmal bearbeitet werden.",
    "Senden Sie mehrere in der genannten Größe.",
  ],
  "unknown-search-parameter": [
    "Ressourcen dieses Typs lassen sich nicht mit diesem Parameter suchen.",
    "Nehmen Sie einen der genannten. Ohne Prefer: handling=strict wird ohne ihn gesucht und das gesagt.",
  ],
  "unsortable-parameter": [
    "Eine Ressource hat viele Werte dieses Parameters (etwa ihre Codes): eine Reihenfolge danach gibt es nicht.",
    "Sortieren Sie nach einem der Parameter, die die Meldung nennt.",
  ],
  "unknown-modifier": [
    "Den Suchparameter gibt es, aber nicht mit diesem Zusatz.",
    "Nehmen Sie einen der genannten Zusätze oder keinen: :exact und :contains sind für Texte, :in für Wertemengen.",
  ],
  "bad-search-value": [
    "Nach diesem Wert kann mit diesem Parameter nicht gesucht werden.",
    "Schreiben Sie ihn wie in der Meldung: ein Datum als 2026-11, davor ge oder le, ein Token als system|code.",
  ],
  "already-exists": [
    "Eine Ressource mit dieser Id ist da und sollte neu angelegt werden.",
    "Ändern Sie sie mit PUT, oder lassen Sie den Server per POST eine Id wählen.",
  ],
  "duplicate-canonical": [
    "Eine andere Ressource hat schon diese url und Version, und ein kanonischer Verweis muss eines meinen.",
    "Geben Sie der neuen eine eigene Version, oder ändern Sie die vorhandene.",
  ],
  "version-conflict": [
    "Seit dem Lesen hat jemand die Ressource geändert.",
    "Lesen Sie sie neu, ändern Sie den jetzigen Stand, und senden Sie ihn mit dem neuen ETag in If-Match.",
  ],
  "nothing-to-delete": [
    "Was gelöscht werden sollte, ist nicht hier.",
    "Es ist nichts zu tun, außer wenn eine andere Id gemeint war.",
  ],
  "row-without-header": [
    "Ein Import gab ein Konzept oder eine Zuordnung, bevor er sagte, wozu sie gehört.",
    "Das ist ein Fehler des Lesers: Melden Sie ihn, mit der Datei, wenn Sie sie weitergeben dürfen.",
  ],
  "unknown-store": [
    "Die Adresse des Speichers ist keine, die bekannt ist.",
    "Setzen Sie OSSICLE_STORE auf memory:, sqlite:DATEI oder postgres://NUTZER@HOST/DATENBANK.",
  ],
  "schema-too-new": [
    "Eine spätere Version des Programms hat diesen Speicher geschrieben; diese kann ihn nicht lesen.",
    "Starten Sie wieder die spätere, oder stellen Sie die Kopie von vor der Umstellung her.",
  ],
  "schema-too-old": [
    "Der Speicher ist von früher und muss umgestellt werden, kann aber nicht beschrieben werden.",
    "Starten Sie einmal mit Schreibrecht; dann wird umgestellt. Machen Sie vorher eine Kopie.",
  ],
  "store-unopenable": [
    "Der Speicher lässt sich nicht öffnen.",
    "Die Meldung sagt, was das System antwortete: ein fehlender Ordner, ein Recht, ein falsches Passwort oder eine Datei, die kein Speicher ist.",
  ],
  "store-read-only": [
    "Der Speicher ist nur zum Lesen geöffnet.",
    "Geben Sie dem Prozess Schreibrecht auf Datei und Ordner, oder verbinden Sie ihn mit der Hauptdatenbank.",
  ],
  "store-full": [
    "Die Platte des Speichers ist voll. Was gerade geschrieben wurde, ist zurückgenommen.",
    "Schaffen Sie Platz, und senden Sie dieselbe Anfrage noch einmal.",
  ],
  "store-failed": [
    "Der Speicher meldete beim Lesen oder Schreiben einen Fehler. Nichts wurde geändert.",
    "Der Betreiber findet dessen eigene Worte im Protokoll; eine beschädigte Datei ersetzt eine Sicherung.",
  ],
  "store-unreachable": [
    "Die Datenbank antwortet nicht. Nichts wurde geändert.",
    "Fragen Sie gleich noch einmal. Dauert es an, prüfen Sie Datenbank und Netz.",
  ],
  "write-in-doubt": [
    "Die Verbindung zur Datenbank riss, als eine Änderung bestätigt wurde; niemand weiß, ob sie gilt.",
    "Lesen Sie die Ressource: Ihre Version sagt es. Erst dann wiederholen.",
  ],
  "store-took-too-long": [
    "Die Datenbank antwortete nicht rechtzeitig.",
    "Fragen Sie nach weniger auf einmal. Der Betreiber prüft Last und Indizes der Datenbank.",
  ],
  "write-waited-too-long": [
    "Geschrieben wird nacheinander, und was davor lief, dauerte länger, als diese Änderung warten darf.",
    "Senden Sie sie später. Meist läuft ein großer Import; das Protokoll sagt, welcher.",
  ],
  "unstorable-text": [
    "Ein Text ist länger, als die Datenbank in einen Index nimmt, oder hat Zeichen wie U+0000.",
    "Nehmen Sie diese Zeichen heraus, und kürzen Sie Namen von Tausenden Buchstaben. Definitionen dürfen lang sein.",
  ],
};
