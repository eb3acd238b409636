import { nearestName } from '../../base/nearest-name.ts'
import { defineCommand } from '../command.ts'
import { COMMANDS } from '../command-table.ts'
import { bashCompletion } from '../completion/bash.ts'
import { fishCompletion } from '../completion/fish.ts'
import { zshCompletion } from '../completion/zsh.ts'
import { EXIT } from '../exit-code.ts'
import { problem } from '../problem.ts'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

const SHELLS = Object.keys(SCRIPTS)

export const completionCommand = defineCommand({
  operands: [{ name: 'SHELL', doc: 'bash, zsh or fish', needed: 'one', choices: SHELLS }],
  options: {},
  details: [
    'bash: add `source <(unhardcoded completion bash)` to ~/.bashrc.',
    'zsh: `unhardcoded completion zsh > ~/.zfunc/_unhardcoded`, with `fpath+=~/.zfunc` before compinit.',
    'fish: `unhardcoded completion fish > ~/.config/fish/completions/unhardcoded.fish`.',
  ],
  examples: [{ line: 'unhardcoded completion bash', doc: 'What bash has to know:' }],
  answersJson: () => false,
  async run({ operands: [name = ''] }, { stdout }) {
    if (!isShell(name)) {
      const meant = nearestName(name, SHELLS)
      return problem(
        `there is no completion for the shell \`${name}\``,
        meant === undefined ? 'there is one for bash, zsh and fish' : `did you mean \`${meant}\`?`,
      )
    }
    const commands = await Promise.all(
      COMMANDS.map(async ({ name, summary, load }) => ({ name, summary, ...(await load()) })),
    )
    stdout.write(SCRIPTS[name](commands))
    return EXIT.fine
  },
})

function isShell(name: string): name is keyof typeof SCRIPTS {
  return Object.hasOwn(SCRIPTS, name)
}
