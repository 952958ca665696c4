/** `requests` in German. */
import type { Explanations } from "../explanation.ts";

export const requests: Explanations = {
  "required-parameter": [
    "Die Operation braucht einen Parameter, der nicht gesendet wurde.",
    "Senden Sie den Parameter, den die Meldung nennt. Die Seite der Operation unter Schnittstelle zeigt, welche nötig sind.",
  ],
  "invalid-parameter": [
    "Ein Parameter hat einen Wert, den er nicht haben kann.",
    "Ersetzen Sie den zitierten Wert durch das, was die Meldung als richtig nennt, etwa eine Zahl, ein Datum oder eines der Wörter.",
  ],
  "misplaced-parameter": [
    "Ein Parameter hat keinen Wert, hat zwei oder steht dort, wo er nicht gelesen werden kann, etwa ein Coding in einer Adresse.",
    "Geben Sie den Wert unter Namen und Typ an, die die Meldung nennt. Was kein einzelnes Wort ist, wird per POST in Parameters gesendet.",
  ],
  "refused-parameter": [
    "FHIR kennt diesen Parameter, aber dieser Server tut nicht, was er verlangt.",
    "Lassen Sie ihn weg, wenn die Antwort auch ohne ihn richtig ist. Still übergangen wurde er nicht, denn dann wäre es nicht die gewünschte Antwort.",
  ],
  "misspelled-parameter": [
    "So heißt kein Parameter, aber einer heißt fast so.",
    "Schreiben Sie ihn wie in der Meldung; Groß- und Kleinbuchstaben zählen.",
  ],
  "unknown-parameter": [
    "Ein Parameter heißt so, wie diese Operation keinen kennt, und die Anfrage will das abgelehnt haben (Prefer: handling=strict).",
    "Nehmen Sie einen der genannten Namen, oder lassen Sie handling=strict weg: Dann wird Unbekanntes übergangen.",
  ],
  "exclusive-parameters": [
    "Keiner dieser Parameter wurde gesendet oder mehr als einer, und genau einer sagt, was gemeint ist.",
    "Entscheiden Sie sich: ein Code mit System, ein Coding oder ein CodeableConcept.",
  ],
  "not-acceptable": [
    "Die Antwort wurde in einem Format gewünscht, das hier nicht gesprochen wird.",
    "Verlangen Sie application/fhir+json oder application/fhir+xml in Accept, oder _format=json in der Adresse.",
  ],
  "unsupported-media-type": [
    "Der Inhalt kam in einem Format, das hier nicht gelesen wird.",
    "Senden Sie FHIR-JSON oder -XML, und sagen Sie es in Content-Type: application/fhir+json.",
  ],
  "empty-body": [
    "Die Anfrage sollte eine Ressource enthalten, ist aber leer.",
    "Senden Sie die Ressource mit; bei curl: --data @datei.json. Content-Length 0 deutet darauf, dass die Datei nicht gefunden wurde.",
  ],
  "malformed-body": [
    "Der Inhalt ist kein wohlgeformtes JSON oder XML, so dass nichts davon gelesen werden konnte.",
    "Berichtigen Sie die Stelle, die die Meldung nennt; oft fehlt kurz davor ein Komma, eine Klammer oder ein Anführungszeichen.",
  ],
  "name-twice": [
    "Ein Objekt im JSON hat zweimal denselben Namen. Die meisten Programme nähmen einen der beiden Werte und ließen den anderen stillschweigend fallen.",
    "Lassen Sie einen davon stehen; was sich in FHIR wiederholen darf, ist eine Liste unter einem Namen.",
  ],
  "body-too-large": [
    "Der Inhalt ist größer, als dieser Server annimmt.",
    "Senden Sie ihn in Teilen oder mit gzip (es zählt, was daraus wird). Wer den Server betreibt, kann OSSICLE_BODY_LIMIT erhöhen; Großes lädt: npx ossicle import DATEI.",
  ],
  "bad-request-line": [
    "Die Adresse hat Zeichen, die kein Webserver lesen kann.",
    "Kodieren Sie Leerzeichen, Umlaute und Sonderzeichen, wie es encodeURIComponent oder curl --data-urlencode tun.",
  ],
  "internal-error": [
    "Im Server ging etwas schief, das nicht hätte schiefgehen dürfen. Nichts wurde geändert.",
    "Sagen Sie es dem Betreiber, mit der X-Request-Id der Antwort: Unter ihr sagt sein Protokoll mehr.",
  ],
  "no-such-route": [
    "Unter dieser Adresse gibt es nichts.",
    "FHIR beginnt bei /r4 oder /r5, etwa /r4/CodeSystem/$lookup. /r4/metadata nennt alles, was da ist.",
  ],
  "no-such-operation": [
    "Die Adresse endet mit einer Operation, die es nicht gibt oder nicht an dieser Stelle.",
    "Sehen Sie unter Schnittstelle nach: Manche gehören zu einem Typ, manche zu einer Ressource, manche zur Basis.",
  ],
  "method-not-allowed": [
    "Die Adresse gibt es, aber nicht für diese HTTP-Methode.",
    "Nehmen Sie eine aus dem Kopf Allow der Antwort: GET zum Lesen, POST zum Senden von Parametern.",
  ],
  "unknown-resource": [
    "Keine Ressource dieses Typs hat hier diese Id.",
    "Suchen Sie nach ihrer url: /r4/ValueSet?url=... Eine Id gehört einem Server, die kanonische Adresse gilt überall.",
  ],
  "malformed-encoding": [
    "In der Adresse folgt auf ein Prozentzeichen keine gültige Kodierung von UTF-8.",
    "Ein Prozentzeichen selbst ist %25; das Übrige macht eine Bibliothek. Latin-1 wie %FC ist kein UTF-8: ü ist %C3%BC.",
  ],
  "base-address": [
    "Das ist die Basis der Schnittstelle; sie selbst enthält nichts.",
    "Fragen Sie darunter nach metadata, oder senden Sie ein Bundle vom Typ batch oder transaction.",
  ],
  "wrong-fhir-version": [
    "Die fhirVersion in einem Kopf ist nicht die dieser Adresse.",
    "Fragen Sie unter /r4 nach FHIR 4.0 und unter /r5 nach FHIR 5.0, oder lassen Sie fhirVersion weg.",
  ],
  "unsupported-charset": [
    "Der Inhalt soll in einem anderen Zeichensatz als UTF-8 sein.",
    "Senden Sie UTF-8 und charset=utf-8, wie FHIR es verlangt; wandeln Sie den Text um, nicht nur die Angabe.",
  ],
  "unsupported-encoding": [
    "Der Inhalt ist auf eine Weise gepackt, die hier nicht entpackt wird.",
    "Nehmen Sie gzip, deflate oder br, oder senden Sie ihn ungepackt ohne Content-Encoding.",
  ],
  "malformed-encoded-body": [
    "Der Inhalt lässt sich nicht entpacken: Er ist nicht, was Content-Encoding sagt, oder abgeschnitten.",
    "Packen Sie ihn einmal. Ein Proxy, der entpackt, muss auch die Angabe wegnehmen.",
  ],
  "not-utf8": [
    "Der Inhalt hat Bytes, die kein UTF-8 sind.",
    "Speichern oder kodieren Sie ihn als UTF-8. Dateien älterer Programme sind oft in windows-1252.",
  ],
  "incomplete-body": [
    "Die Verbindung endete, bevor der ganze Inhalt da war.",
    "Senden Sie ihn noch einmal. Trifft es nur Großes, liegt es an Zeit- und Größengrenzen von Proxys auf dem Weg.",
  ],
  "headers-too-large": [
    "Adresse und Köpfe sind zusammen länger, als ein HTTP-Server annimmt.",
    "Senden Sie die Parameter per POST im Inhalt statt in der Adresse.",
  ],
  "request-timeout": [
    "Die Anfrage kam zu langsam herein, und der Server wartete nicht länger.",
    "Prüfen Sie das Netz dazwischen; senden Sie Großes gepackt.",
  ],
  "malformed-request": [
    "Was ankam, ist kein HTTP.",
    "Prüfen Sie, ob http und https verwechselt sind und ob der Client HTTP/1.1 spricht.",
  ],
  "unmet-expectation": [
    "Ein Kopf Expect verlangt etwas, was hier nicht getan wird.",
    "Lassen Sie ihn weg; nur 100-continue bedeutet etwas.",
  ],
  "refused-request": [
    "Etwas, das vor der FHIR-Schnittstelle steht, hat die Anfrage abgelehnt.",
    "Der zitierte Grund stammt von dort; fragen Sie den Betreiber nach Anmeldung und Grenzen davor.",
  ],
  "too-busy": [
    "Es laufen mehr Anfragen, als der Server zugleich annimmt; diese wurde nicht begonnen.",
    "Warten Sie so lange, wie Retry-After sagt, und senden Sie weniger zugleich. OSSICLE_QUEUE_LIMIT setzt die Zahl.",
  ],
  "memory-is-scarce": [
    "Lange Anfragen brauchen Speicher, und mit dieser oder mit anderen zugleich war er fast aufgebraucht.",
    "Senden Sie weniger auf einmal, oder fragen Sie später noch einmal. Der Betreiber gibt Node mehr: NODE_OPTIONS=--max-old-space-size=MB.",
  ],
  "took-too-long": [
    "Die Antwort war nicht in der Zeit fertig, die eine Anfrage haben darf, und die Arbeit wurde beendet.",
    "Fragen Sie seitenweise (count, offset), nach einer engeren Wertemenge oder weniger Einträgen; OSSICLE_REQUEST_TIMEOUT setzt die Zeit.",
  ],
  "write-took-too-long": [
    "Eine Änderung war im Gange, als die Zeit für eine Anfrage um war. Sie kann gelten, oder es noch tun, wenn der Speicher wieder antwortet.",
    "Lesen Sie die Ressource: Ihre Version sagt es. Erst dann wiederholen; OSSICLE_REQUEST_TIMEOUT setzt die Zeit.",
  ],
  "nobody-waits": [
    "Der Fragende schloss die Verbindung, bevor die Antwort da war.",
    "Geben Sie dem Client mehr Zeit, wenn sein Zeitlimit ablief.",
  ],
  "missing-host": [
    "Der Anfrage fehlt der Kopf Host, den HTTP/1.1 verlangt.",
    "Nehmen Sie einen Client, der ihn sendet; von Hand fügen Sie die Zeile Host: mit dem Servernamen ein.",
  ],
  "several-hosts": [
    "Die Anfrage hat mehr als einen Kopf Host, so dass offen ist, welcher zählt.",
    "Senden Sie einen. Ein Proxy, der seinen setzt, muss den ersten ersetzen.",
  ],
  "missing-token": [
    "Das ist nur für die, die einen Schlüssel haben, und es kam keiner mit.",
    "Senden Sie Authorization: Bearer SCHLÜSSEL. Schlüssel vergibt, wer den Server betreibt.",
  ],
  "unknown-token": [
    "Ein Schlüssel kam mit, aber er ist keiner dieses Servers.",
    "Prüfen Sie, ob er ganz und ohne Zeilenende kopiert wurde und für diesen Server gilt. Schlüssel können entzogen werden.",
  ],
  "refused-token": [
    "Das Token des Anmeldedienstes zählt hier nicht: abgelaufen oder für etwas anderes ausgestellt.",
    "Holen Sie ein neues, für Empfänger und Aussteller, auf die dieser Server gestellt ist (OSSICLE_AUDIENCE, OSSICLE_ISSUER).",
  ],
  "insufficient-scope": [
    "Das Token gilt, aber seine Scopes erlauben dies nicht.",
    "Lassen Sie dem Client den genannten Scope geben, etwa system/CodeSystem.u zum Ersetzen von Codesystemen.",
  ],
  "issuer-unreachable": [
    "Der Anmeldedienst antwortete nicht, so dass sein Token nicht geprüft werden konnte.",
    "Fragen Sie gleich noch einmal. Dauert es an, prüft der Betreiber den Weg zum Aussteller (OSSICLE_ISSUER, OSSICLE_JWKS).",
  ],
  "malformed-form": [
    "Erwartet wurde ein Formular, und was kam, ist keines, das gelesen werden kann.",
    "Senden Sie multipart/form-data mit seiner Grenze, wie curl --form.",
  ],
  "too-many-parts": [
    "Jedes Feld und jede Datei eines Formulars kostet Zeit; deshalb werden nur so viele genommen.",
    "Senden Sie weniger Dateien auf einmal; viele können ein Paket (.tgz) oder ein Bundle sein.",
  ],
  "encoded-form-too-long": [
    "Lange Texte werden als Dateien und Felder von multipart/form-data genommen: das lässt sich stückweise lesen.",
    "Senden Sie das Formular als multipart/form-data, wie curl --form.",
  ],
  "no-such-message": ["So heißt keine Meldung.", "Wählen Sie eine aus der Liste unter /errors."],
  "no-files": [
    "Das Formular zum Hinzufügen kam ohne Datei und ohne Text.",
    "Wählen Sie mindestens eine Datei, oder fügen Sie einen Text ein; Programme senden das Feld file.",
  ],
  "no-such-choice": [
    "Ein Feld des Formulars hat einen Wert, der nicht zur Wahl steht.",
    "Nehmen Sie einen der genannten Werte, oder lassen Sie das Feld leer.",
  ],
  "bad-column-roles": [
    "Was sagen soll, welche Spalte was ist, konnte nicht gelesen werden.",
    "Schreiben Sie Rolle=Spalte mit Kommas dazwischen: code=Id,display=Label,property:grade=Grade.",
  ],
  "other-files": [
    "Die bestätigten Dateien sind nicht die geprüften: Sie wurden inzwischen geändert, oder es sind andere.",
    "Prüfen Sie zuerst die jetzigen Dateien, und bestätigen Sie dann diese.",
  ],
  "from-other-site": [
    "Eine Seite einer anderen Website hat dieses Formular in Ihrem Browser abgeschickt. Es wurde nicht ausgeführt.",
    "Wollten Sie etwas hinzufügen, öffnen Sie /add auf diesem Server selbst. Programme lassen Origin und Sec-Fetch-Site weg.",
  ],
  "too-much-work": [
    "Die Anfrage hätte mehr Arbeit gemacht, als eine darf, und wurde beendet, ehe sie andere aufhielt.",
    "Fragen Sie seitenweise, mit engeren Filtern oder einfacheren regulären Ausdrücken; ein Batch hat eine Menge für alle Einträge. OSSICLE_WORK_LIMIT setzt sie.",
  ],
};
