export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type CompletionShell = (typeof COMPLETION_SHELLS)[number];

/** A script that asks `paramo complete` for candidates, so that it never goes stale; files where there are none. */
export function completionScript(shell: CompletionShell): string {
  return SCRIPTS[shell];
}

const SCRIPTS: Readonly<Record<CompletionShell, string>> = {
  bash: `# paramo completion for bash: source <(paramo completion bash)
_paramo() {
  local IFS=$'\\n'
  COMPREPLY=($(paramo complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _paramo paramo
`,
  zsh: `#compdef paramo
# paramo completion for zsh: source <(paramo completion zsh)
_paramo() {
  local -a candidates
  candidates=("\${(@f)$(paramo complete -- "\${words[@]:1:$((CURRENT - 1))}" 2>/dev/null)}")
  if [[ -n "\${candidates[1]}" ]]; then compadd -a candidates; else _files; fi
}
compdef _paramo paramo
`,
  fish: `# paramo completion for fish: paramo completion fish | source
function __paramo_candidates
    set -l words (commandline -opc) (commandline -ct)
    paramo complete -- $words[2..-1] 2>/dev/null
end
complete -c paramo -a '(__paramo_candidates)'
`,
  powershell: `# paramo completion for PowerShell: paramo completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName paramo -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  paramo complete -- @words | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`,
};
