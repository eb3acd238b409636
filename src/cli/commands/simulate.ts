import { ok } from '../../base/result.ts'
import { defineCommand } from '../command.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import { problem } from '../problem.ts'
import { FLOW_LIMIT_OPTIONS } from '../simulate/flow/flow-limits.ts'
import { readScenario, SCENARIO_OPTIONS } from '../simulate/scenario.ts'
import { simulate } from '../simulate/simulation.ts'
import { simulationCsv } from '../simulate/simulation-csv.ts'
import { simulationJson } from '../simulate/simulation-json.ts'
import { simulationReceipt } from '../simulate/simulation-receipt.ts'
import { simulationText } from '../simulate/simulation-text.ts'
import { requestTokens } from '../simulate/tokens.ts'
import { appendTrace } from '../trace/append-trace.ts'
import { signerIn } from '../trace/trace-keys.ts'
import { simulateFlowCommand } from './simulate-flow.ts'

export const simulateCommand = defineCommand({
  operands: [
    {
      name: 'POLICY',
      doc: 'a file, the text of a policy, a term as JSON, or the name of a configured policy or flow; `-` or a pipe is standard input',
      needed: 'optional',
    },
  ],
  options: {
    ...SCENARIO_OPTIONS,
    tokens: {
      kind: 'text',
      value: 'IN,OUT',
      doc: 'tokens of the request that is priced; else as `cheapest for` says, else 3000,1000',
    },
    trace: {
      kind: 'text',
      value: 'FILE',
      doc: 'append a receipt of the decision to a trace, to be replayed later',
    },
    'trace-key': {
      kind: 'text',
      value: 'FILE',
      doc: 'an Ed25519 private key in PEM that signs every line of the trace',
    },
    ...FLOW_LIMIT_OPTIONS,
    top: {
      kind: 'whole',
      value: 'N',
      least: 1,
      doc: 'how many of the selected are shown, 20 unless said; of a flow, for every step',
    },
    format: {
      kind: 'choice',
      choices: ['table', 'json', 'csv'],
      value: 'FORM',
      doc: 'table, json or csv',
    },
  },
  details: [
    'Nothing is called and nothing is spent: the decision is made over the catalog as it stands. Exits with 3 when nothing is selected, and then says who came nearest and what would let them in.',
    'A flow is named as a policy is. For every step it shows who is tried first and what that costs; then which steps run at once, the longest path, and the worst case of cost and time. `--top` adds the whole decision of every step.',
  ],
  examples: [
    {
      line: "unhardcoded simulate 'cheapest where quality >= 0.7'",
      doc: 'Which model would answer, and what would it cost?',
    },
    {
      line: 'unhardcoded simulate acme.uh --policy support --catalog acme.yaml --down openai',
      doc: 'What if a provider is out of service?',
    },
    {
      line: 'unhardcoded simulate acme.uh --policy support --catalog acme.yaml --price groq/kimi-k2=0.5,2 --param plan=free',
      doc: 'What if a price changes?',
    },
    {
      line: "unhardcoded simulate acme.uh --policy strict --catalog acme.yaml --param 'max_out=$1/Mtok'",
      doc: 'Nothing is selected: who came nearest?',
      exit: EXIT.nothing,
    },
    {
      line: 'unhardcoded simulate acme.uh --policy support --catalog acme.yaml --request request.json --format json',
      doc: 'For a certain request, for a program:',
    },
    {
      line: 'unhardcoded simulate research.uh --catalog acme.yaml --deadline 60s --budget 0.05',
      doc: 'What would a flow cost, and would it be done in time?',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [policy], options }, context) {
    const scenario = await readScenario(policy, options, context)
    if (!scenario.ok) return scenario.error
    if ('flow' in scenario.value) return simulateFlowCommand(scenario.value, options, context)
    const stray = options.deadline === undefined ? options.budget && 'budget' : 'deadline'
    if (stray !== undefined) {
      return problem(`\`--${stray}\` is for flows, and this is a policy`, 'leave it out')
    }
    const tokens = requestTokens(options.tokens, scenario.value.policy.term)
    if (!tokens.ok) return tokens.error
    if (options.trace !== undefined) {
      const key = options['trace-key']
      const signer = key === undefined ? ok(undefined) : await signerIn(key, context)
      if (!signer.ok) return signer.error
      const entry = simulationReceipt(scenario.value, tokens.value, context)
      const appending = { path: options.trace, sign: signer.value }
      const failed = await appendTrace([entry], appending, context)
      if (failed !== undefined) return failed
    }
    const simulation = simulate(scenario.value, tokens.value)
    const { stdout, screen } = context
    if (options.format === 'json') writeJson(stdout, simulationJson(simulation))
    else if (options.format === 'csv') stdout.write(simulationCsv(simulation))
    else stdout.write(simulationText(simulation, { screen, top: options.top ?? TOP }))
    return simulation.decision.ranked.length === 0 ? EXIT.nothing : EXIT.fine
  },
})

const TOP = 20
