import { nearestName } from '../../base/nearest-name.ts'
import {
  GRAMMAR_KINDS,
  GRAMMARS,
  generateGrammar,
  isGrammarKind,
} from '../../syntax/artefacts/index.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeOutput } from '../io/write-text.ts'
import { problem } from '../problem.ts'

export const grammarCommand = defineCommand({
  operands: [
    { name: 'KIND', doc: GRAMMAR_KINDS.join(', '), needed: 'one', choices: GRAMMAR_KINDS },
  ],
  options: {
    output: { kind: 'text', short: 'o', value: 'FILE', doc: 'write there, whole or not at all' },
  },
  details: GRAMMAR_KINDS.map((kind) => `${kind}: ${GRAMMARS[kind].doc}.`),
  examples: [
    { line: 'unhardcoded grammar ebnf', doc: 'The grammar, to be read:' },
    {
      line: 'unhardcoded grammar gbnf -o policy.gbnf',
      doc: 'So that a model writes policies that parse:',
    },
  ],
  answersJson: () => false,
  async run({ operands: [kind = ''], options }, context) {
    if (!isGrammarKind(kind)) {
      const meant = nearestName(kind, GRAMMAR_KINDS)
      const all = GRAMMAR_KINDS.map((each) => `\`${each}\``).join(', ')
      const help = meant === undefined ? `there are ${all}` : `did you mean \`${meant}\`?`
      return problem(`there is no grammar of the kind \`${kind}\``, help)
    }
    return (await writeOutput(options.output, generateGrammar(kind), context)) ?? EXIT.fine
  },
})
