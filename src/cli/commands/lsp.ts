import { defineCommand } from '../command.ts'
import { serve } from '../lsp/serve.ts'
import { problem } from '../problem.ts'

export const lspCommand = defineCommand({
  operands: [],
  options: {
    stdio: { kind: 'flag', doc: 'as some editors say it; the streams are used in any case' },
  },
  details: [
    'Speaks the language server protocol over standard input and output: diagnostics with fixes, completion, hover, definitions, references, renaming, formatting, outline, folding, colours, and a line above each policy that says how many models pass.',
    'docs/editors.md shows how editors are set up. The catalog is that of the nearest `unhardcoded.yaml` above each file, else the built-in one.',
  ],
  examples: [
    {
      line: 'cat initialize.txt | unhardcoded lsp',
      doc: 'What an editor is told first, from a request in a file:',
    },
  ],
  answersJson: () => false,
  async run(_, context) {
    if (context.stdin.isTTY === true) {
      return problem(
        'a language server talks to an editor, and this is a terminal',
        'docs/editors.md shows how editors are set up',
      )
    }
    return serve(context)
  },
})
