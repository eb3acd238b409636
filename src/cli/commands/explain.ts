import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { problem } from '../problem.ts'
import { SCENARIO_OPTIONS } from '../simulate/scenario.ts'
import { explainCode, looksLikeCode } from './explain-code.ts'
import { explainPolicy, notDrawn } from './explain-policy.ts'

export const explainCommand = defineCommand({
  operands: [
    {
      name: 'POLICY',
      doc: 'a file, the text of a policy, a term as JSON, or the name of a configured policy or flow; or a code such as UH2003',
      needed: 'optional',
    },
  ],
  options: {
    ...SCENARIO_OPTIONS,
    why: { kind: 'text', value: 'ID', doc: 'why this route is where it is' },
    'why-not': { kind: 'text', value: 'ID', doc: 'why this route is not chosen' },
    format: {
      kind: 'choice',
      choices: ['text', 'json', 'mermaid'],
      value: 'FORM',
      doc: 'text, json; a flow also as mermaid',
    },
  },
  details: [
    'For a route: the clause that decided, what was seen there and what was wanted, and the smallest change that would let it in; or how its score came about. Without a route, a line for every one. For a code: its page.',
    'For a flow: its steps as boxes, from the input down to the output, each with the policy that it asks and the route that is tried first. A list where the picture would be too wide; `--format mermaid` for pages that draw it.',
  ],
  examples: [
    { line: 'unhardcoded explain UH2003', doc: 'What does this code mean?' },
    {
      line: 'unhardcoded explain acme.uh --policy support --catalog acme.yaml --why-not groq/kimi-k2',
      doc: 'Why is this model not chosen?',
    },
    {
      line: 'unhardcoded explain acme.uh --policy support --catalog acme.yaml --why openai/gpt-5',
      doc: 'Why is it in that place?',
    },
    {
      line: 'unhardcoded explain acme.uh --policy support --catalog acme.yaml',
      doc: 'A line for every route:',
    },
    {
      line: 'unhardcoded explain research.uh --catalog acme.yaml',
      doc: 'Which step of a flow waits for which?',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [argument], options }, context) {
    const { why, 'why-not': whyNot, format } = options
    if (argument !== undefined && looksLikeCode(argument)) {
      if (format === 'mermaid') return notDrawn(`\`${argument}\` is a code`)
      if ((why ?? whyNot) === undefined) return explainCode(argument, format ?? 'text', context)
      return problem(`\`${argument}\` is a code, which treats no route`, 'name a policy')
    }
    if (why !== undefined && whyNot !== undefined) {
      return problem('`--why` and `--why-not` ask the same question', 'give one of them')
    }
    return (await explainPolicy(argument, options, context)) ?? EXIT.fine
  },
})
