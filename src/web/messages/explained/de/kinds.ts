/** `kinds` in German. */
import type { Explanations } from "../explanation.ts";

export const kinds: Explanations = {
  "not-in-vs": [
    "Der Code gilt, ist aber nicht in der Wertemenge.",
    "Wählen Sie einen daraus: Ihre Seite zählt sie auf.",
  ],
  "this-code-not-in-vs": [
    "Ein Coding von mehreren ist nicht in der Wertemenge; ein anderes kann es sein.",
    "Solange das Ergebnis true ist, ist nichts zu tun.",
  ],
  "invalid-code": [
    "Der Code ist keiner seines Codesystems.",
    "Prüfen Sie Schreibung und Version; ein System, das nur zum Teil bekannt ist, sagt es im Text.",
  ],
  "invalid-data": [
    "Das Coding selbst stimmt nicht: System oder Code fehlen oder sind von falscher Art.",
    "Geben Sie ihm ein absolutes System und einen Code.",
  ],
  "invalid-display": [
    "Die Anzeige gehört nicht zum Code.",
    "Finden Sie heraus, welches von beiden gemeint ist. Der Text nennt die richtigen Namen.",
  ],
  "display-comment": [
    "Die Anzeige ist bekannt, aber dazu ist etwas zu sagen, etwa dass sie zurückgezogen wurde.",
    "Zeigen Sie künftig einen jetzigen Namen.",
  ],
  "code-comment": [
    "Der Code gilt, und dazu ist etwas zu sagen.",
    "Prüfen Sie, ob er noch erfasst werden sollte; alte Einträge können bleiben.",
  ],
  "code-rule": [
    "Eine Regel zum Gebrauch von Codes ist berührt: Großschreibung, aktiv oder abstrakt.",
    "Folgen Sie dem, was der Text über diesen Code sagt.",
  ],
  "cannot-infer": [
    "Aus dem Code allein ließ sich das Codesystem nicht erkennen.",
    "Senden Sie das System mit.",
  ],
  "vs-invalid": [
    "Die Wertemenge ist falsch bestimmt oder widerspricht sich.",
    "Berichtigen Sie sie an der genannten Stelle, oder sagen Sie es ihrem Herausgeber.",
  ],
  "status-check": [
    "Eine Ressource, die benutzt wurde, ist nicht einfach aktiv.",
    "Wägen Sie ab, ob Entwurf, Versuch oder Ausgemustertes für den Zweck genügt.",
  ],
  "version-error": [
    "Die verlangte Version ist nicht die, die genommen würde.",
    "Bringen Sie die Versionsparameter und die Wertemenge zusammen.",
  ],
  "processing-note": [
    "Es wird gesagt, wie die Antwort zustande kam.",
    "Lesen Sie es, wenn die Antwort überrascht; falsch ist nichts.",
  ],
  uncertain: [
    "Mit dem, was hier ist, ließ sich die Antwort nicht sicher geben.",
    "Laden Sie das Fehlende, ehe die Antwort für ein Nein gehalten wird.",
  ],
  "marked-name": [
    "Neben dem Namen steht ein Wort oder Zeichen, das ihn ändert: Zweifel, Verneinung, Vorgeschichte, eine andere Person.",
    "Kodieren Sie es nicht als jetzigen Befund dieses Patienten. Ein Mensch entscheidet, was der Eintrag sagt.",
  ],
  "name-not-exact": [
    "Der Name ist für die Krankheit aufgeführt, heißt aber nicht dasselbe: weiter, enger oder nur verwandt.",
    "Lassen Sie ihn von einem Menschen bestätigen, ehe er erfasst wird; die Beziehung sagt, welches davon.",
  ],
  "display-contradicts": [
    "Die Anzeige beim Code ist der Name von etwas anderem.",
    "Sehen Sie in den Eintrag: Code und Worte widersprechen sich, eines ist falsch.",
  ],
  "text-contradicts": [
    "Der Text neben dem Code nennt etwas anderes als der Code.",
    "Sehen Sie in den Eintrag, ehe Sie eines davon nehmen; hier zählte der Code.",
  ],
  "maps-disagree": [
    "Mehrere Zuordnungen sagen Verschiedenes über denselben Code.",
    "Die Seite des Konzepts zeigt, wer was mit welchen Belegen sagt; wählen Sie mit url eine Zuordnung.",
  ],
  "codings-disagree": [
    "Die Codings eines Konzepts führen zu verschiedenen Krankheiten.",
    "Prüfen Sie, welches der Eintrag meint; eines allein gibt eine klare Antwort.",
  ],
  "several-sources": [
    "Rückwärts gelesen führt die Zuordnung zu mehr als einem Code, der dasselbe heißt.",
    "Wählen Sie nach dem Zweck, oder fragen Sie in der Richtung, für die sie gemacht ist.",
  ],
  "condition-open": [
    "Die Aussage gilt nur unter einer Bedingung, die die Anfrage nicht beantwortet, etwa dem Gen.",
    "Senden Sie sie als dependency; bis dahin darf keine der Möglichkeiten übernommen werden.",
  ],
  "condition-contradicted": [
    "Eine Aussage fiel weg, weil das Gesendete ihrer Bedingung widerspricht.",
    "Stimmt das, ist nichts zu tun; sonst berichtigen Sie dependency.",
  ],
  "other-version": [
    "Die Zuordnung ist für eine andere Version des Codesystems gemacht als die gesendete.",
    "Prüfen Sie, ob der Code in beiden Versionen dasselbe heißt.",
  ],
  "system-unknown": [
    "Weder das Codesystem noch eine Zuordnung davon ist hier; über seine Codes ist damit nichts gesagt.",
    "Berichtigen Sie die Adresse; die Meldung nennt vielleicht die wahrscheinliche. Oder importieren Sie eine Zuordnung.",
  ],
  "system-without-map": [
    "Keine Zuordnung hier geht von diesem System aus oder dorthin.",
    "Importieren Sie eine. Dass nichts gefunden wurde, sagt nichts über den Code.",
  ],
  "supplement-needed": [
    "Das Gefragte ist nur durch eine Ergänzung bekannt, die nicht verlangt war.",
    "Fragen Sie noch einmal mit useSupplement, wenn Ihnen Codes jenseits der Quelle genügen.",
  ],
  "licence-needed": [
    "Codes dieses Systems brauchen eine Lizenz, darum kommt keine Zuordnung davon mit dem Server.",
    "Importieren Sie eine, für die Sie die Lizenz haben.",
  ],
  "code-unknown": [
    "Der Code ist nicht im System oder in keiner Zuordnung, die hier ist.",
    "Prüfen Sie die Schreibung; eine Zuordnung, die ihn hat, könnte importiert werden.",
  ],
};
