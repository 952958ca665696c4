/** Messages of the command line. */
import type { Explanations } from "../explanation.ts";

export const commands: Explanations = {
  "bad-option": [
    "Eine Option des Befehls hat einen Wert, den sie nicht nimmt.",
    "Die Möglichkeiten zeigt --help hinter dem Befehl.",
  ],
  "store-forgets": [
    "Der genannte Speicher lebt nur im Arbeitsspeicher und wäre mit dem Ende des Befehls fort.",
    "Einen nennen, der bleibt: --store sqlite:DATEI; oder nur nachsehen, mit --dry-run.",
  ],
  "system-needed": [
    "Ein Code wurde ohne sein Codesystem gegeben; viele haben denselben Code.",
    "--system ergänzen, oder das Präfix davorschreiben: OMIM:166350.",
  ],
  "code-of-several": [
    "Mehrere gespeicherte Codesysteme haben diesen Code.",
    "Mit --system sagen, welches gemeint ist.",
  ],
  "unknown-system-name": [
    "Das Codesystem wurde mit einem unbekannten Wort genannt.",
    "Seine Adresse geben, oder eines der Präfixe aus der Meldung.",
  ],
  "nothing-called": [
    "Nichts im Speicher hat diese Adresse, id oder diesen Titel.",
    "Mit ossicle list nachsehen, was da ist.",
  ],
  "several-called": [
    "Mehrere Ressourcen kommen in Frage.",
    "Die gemeinte mit TYP/ID nennen, wie sie in der Meldung stehen.",
  ],
  "not-exportable": [
    "Diese Art von Ressource hat im gewünschten Format keinen Platz.",
    "Ein anderes Format nehmen; SSSOM ist nur für Zuordnungen.",
  ],
  "needs-confirmation": [
    "Löschen will ein Ja, und niemand sitzt am Terminal, um es zu geben.",
    "--yes ergänzen, nach einem Blick mit --dry-run.",
  ],
  "not-comparable": [
    "Zwei verschiedene Arten von Ressourcen sollten verglichen werden.",
    "Zwei Codesysteme geben, oder zwei Zuordnungen.",
  ],
  "unknown-shell": ["Für diese Shell gibt es keine Vervollständigung.", "Eine der genannten nehmen."],
  "target-missing": [
    "Dem Befehl wurde nicht gesagt, was er herausgeben soll.",
    "Es nennen, oder --all angeben.",
  ],
  "output-unwritable": [
    "Was geschrieben werden sollte, ist nicht oder nicht ganz geschrieben: Was jetzt dort liegt, ist nicht vollständig.",
    "Prüfen, ob es den Ordner gibt, ob dort geschrieben werden darf und Platz ist, und den Befehl noch einmal geben.",
  ],
  "many-need-folder": [
    "Mehrere Ressourcen passen in diesem Format nicht in eine Datei.",
    "Mit --output ORDNER/ einen Ordner nennen, oder --format ndjson nehmen.",
  ],
};
