import { err, ok, type Result } from '../../base/result.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import { type Problem, problem } from '../problem.ts'
import { RUN_OPTIONS, readRun } from '../run/given-run.ts'
import { oneCall } from '../run/one-call.ts'
import { ownProgram } from '../run/own-program.ts'

export const runCommand = defineCommand({
  operands: [
    {
      name: 'POLICY',
      doc: 'a file, the text of a policy, a term as JSON, or the name of a configured policy or flow',
      needed: 'one',
    },
    {
      name: 'PROMPT',
      doc: 'what is asked; `-` or a pipe is standard input',
      needed: 'optional',
    },
    {
      name: 'COMMAND',
      doc: 'a program in place of a prompt, with a router of its own for as long as it runs',
      needed: 'program',
    },
  ],
  options: {
    ...RUN_OPTIONS,
    system: { kind: 'text', value: 'TEXT', doc: 'what the model is told before the prompt' },
    'max-tokens': {
      kind: 'whole',
      value: 'N',
      least: 1,
      doc: 'the longest answer, in tokens',
    },
    seed: { kind: 'whole', value: 'N', least: 0, doc: 'the seed of `sample`, and of the model' },
    format: {
      kind: 'choice',
      choices: ['text', 'json'],
      value: 'FORM',
      doc: 'text as it comes, or json with the receipt when it is whole',
    },
  },
  details: [
    'Asks a model through a router in this process, that has a free port of this machine and a key made for the run. The answer goes to standard output as it comes, ended by a line break; who answered, who failed, and what it took go to standard error.',
    'With a command behind `--`, any program runs with a router of its own: `OPENAI_BASE_URL`, `OPENAI_API_KEY`, `ANTHROPIC_BASE_URL` and `ANTHROPIC_API_KEY` lead to it, and `UNHARDCODED_POLICY` names the policy. The policy decides, whatever model the program asks for; a policy that the program sends itself holds for that call. Its exit code is that of the program, or 128 and the number of the signal that ended it.',
    'Keys of providers are read from the variables that the catalog names, or from where the configuration says. A program is not given them: these variables, and `ANTHROPIC_AUTH_TOKEN`, are taken out of its environment, and all others are left.',
    'Exits with 3 when the policy selects nothing, with 4 when every attempt failed or the answer broke off, with 130 when it was given up.',
  ],
  examples: [
    {
      line: "unhardcoded run 'cheapest where quality >= 0.7 fallback next' 'Say hello.' --sandbox",
      doc: 'What it looks like, without a key or a cent:',
    },
    {
      line: "unhardcoded run acme.uh --policy support --catalog acme.yaml 'Say hello.' --sandbox --fault openai=429",
      doc: 'And when a provider fails?',
    },
    {
      line: "echo 'Say hello.' | unhardcoded run acme.uh --policy support --catalog acme.yaml --sandbox --format json",
      doc: 'For a program, with the receipt:',
    },
    {
      line: 'unhardcoded run acme.uh --policy support --catalog acme.yaml --sandbox -- node -p process.env.UNHARDCODED_POLICY',
      doc: 'Any program with a router of its own:',
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands: [policy = '', prompt], program, options }, context) {
    const fault = program === undefined ? undefined : forPrompts(prompt, options)
    if (fault !== undefined) return fault
    if (program === undefined && policy === '-' && (prompt ?? '-') === '-') {
      return problem('the policy and the prompt are both to come from standard input')
    }
    const run = await readRun(policy, options, context)
    if (!run.ok) return run.error
    if (program !== undefined) return ownProgram(run.value, program, context)
    const asked = await promptOf(prompt, context)
    if (!asked.ok) return asked.error
    const { system, seed, format = 'text' } = options
    const question = { prompt: asked.value, system, seed, maxTokens: options['max-tokens'] }
    return oneCall(run.value, { question, format }, context)
  },
})

interface PromptOptions {
  readonly system: string | undefined
  readonly 'max-tokens': number | undefined
  readonly seed: number | undefined
  readonly format: string | undefined
}

/** What a program has no use for. */
function forPrompts(prompt: string | undefined, options: PromptOptions): Problem | undefined {
  if (prompt !== undefined) {
    return problem('there is a prompt and a command', 'leave one of them out')
  }
  const names = ['system', 'max-tokens', 'seed', 'format'] as const
  const given = names.find((name) => options[name] !== undefined)
  if (given === undefined) return undefined
  return problem(`\`--${given}\` is for a prompt, and there is a command`)
}

async function promptOf(
  argument: string | undefined,
  context: Context,
): Promise<Result<string, Problem>> {
  if (argument === undefined && context.stdin.isTTY === true) {
    return err(problem('there is no prompt', 'write it in quotes, or a command behind `--`'))
  }
  const isRead = argument === undefined || argument === '-'
  const read = isRead ? await readText('-', context) : ok({ text: argument })
  if (!read.ok) return read
  const { text } = read.value
  return text.trim() === '' ? err(problem('the prompt is empty')) : ok(text)
}
