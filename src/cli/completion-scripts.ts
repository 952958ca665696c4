/** Completion scripts for bash, zsh and fish, made from the verbs and their options. */

interface CompletionOption {
  long: string;
  short: string | undefined;
  description: string;
  choices: readonly string[];
  takesValue: boolean;
}

export interface CompletionVerb {
  name: string;
  summary: string;
  options: readonly CompletionOption[];
  /** Values of its argument; none: a file name. */
  choices: readonly string[];
}

export function bash(verbs: readonly CompletionVerb[]): string {
  const cases = verbs
    .map(({ name, options, choices }) => {
      const values = options
        .filter((o) => o.choices.length > 0)
        .map(
          (o) =>
            `      ${names(o).join("|")}) COMPREPLY=($(compgen -W "${o.choices.join(" ")}" -- "$cur")); return ;;`,
        );
      const flags = options.map((o) => o.long).join(" ");
      const words =
        choices.length > 0
          ? `COMPREPLY=($(compgen -W "${choices.join(" ")}" -- "$cur"))`
          : 'COMPREPLY=($(compgen -f -- "$cur"))';
      return `    ${name})
      case "$prev" in
${values.length > 0 ? `${values.join("\n")}\n` : ""}      *) ;;
      esac
      if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "${flags}" -- "$cur")); else ${words}; fi ;;`;
    })
    .join("\n");
  return `# bash completion of ossicle
_ossicle() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${verbs.map((v) => v.name).join(" ")}" -- "$cur"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases}
  esac
}
complete -o filenames -F _ossicle ossicle
`;
}

export function zsh(verbs: readonly CompletionVerb[]): string {
  const list = verbs.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`).join("\n");
  const cases = verbs
    .map(({ name, options, choices }) => {
      const specs = options.map((o) => `        ${quote(zshOption(o))}`);
      specs.push(`        ${quote(choices.length > 0 ? `*:value:(${choices.join(" ")})` : "*:file:_files")}`);
      return `      ${name})\n        _arguments \\\n${specs.join(" \\\n")} ;;`;
    })
    .join("\n");
  return `#compdef ossicle
_ossicle() {
  local -a verbs
  verbs=(
${list}
  )
  if (( CURRENT == 2 )); then
    _describe 'verb' verbs
  else
    local verb=$words[2]
    shift words
    (( CURRENT-- ))
    case $verb in
${cases}
    esac
  fi
}
if [ "$funcstack[1]" = "_ossicle" ]; then _ossicle "$@"; else compdef _ossicle ossicle; fi
`;
}

function zshOption({ long, description, choices, takesValue }: CompletionOption): string {
  const text = description.replace(/[[\]:]/g, " ");
  const value = choices.length > 0 ? `:value:(${choices.join(" ")})` : takesValue ? ":value:_files" : "";
  return `${long}[${text}]${value}`;
}

export function fish(verbs: readonly CompletionVerb[]): string {
  const lines = ["# fish completion of ossicle"];
  for (const { name, summary, options, choices } of verbs) {
    lines.push(`complete -c ossicle -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`);
    const here = `complete -c ossicle -n "__fish_seen_subcommand_from ${name}"`;
    if (choices.length > 0) lines.push(`${here} -f -a ${quote(choices.join(" "))}`);
    for (const option of options) {
      const short = option.short ? ` -s ${option.short.slice(1)}` : "";
      const values =
        option.choices.length > 0
          ? ` -x -a ${quote(option.choices.join(" "))}`
          : option.takesValue
            ? " -r"
            : "";
      lines.push(`${here} -l ${option.long.slice(2)}${short}${values} -d ${quote(option.description)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

const names = ({ long, short }: CompletionOption): string[] => [long, ...(short ? [short] : [])];

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
