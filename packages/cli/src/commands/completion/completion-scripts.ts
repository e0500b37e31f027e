const BASH = `# sluice completion bash: source <(sluice completion bash)
_sluice() {
  local candidate rest
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate rest; do
    COMPREPLY+=("$candidate")
  done < <(sluice __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _sluice sluice
`;

const ZSH = `#compdef sluice
# sluice completion zsh: source <(sluice completion zsh)
_sluice() {
  local -a candidates
  local line
  for line in "\${(@f)$(sluice __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#candidates} )); then _describe sluice candidates; else _files; fi
}
compdef _sluice sluice
`;

const FISH = `# sluice completion fish: sluice completion fish | source
function __sluice_complete
  set -l words (commandline -opc) (commandline -ct)
  sluice __complete -- $words[2..-1] 2>/dev/null
end
complete -c sluice -f -a '(__sluice_complete)'
`;

const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ['bash', BASH],
  ['zsh', ZSH],
  ['fish', FISH],
]);

/** The script for a shell; null for one that has none. */
export function completionScript(shell: string): string | null {
  return SCRIPTS.get(shell) ?? null;
}
