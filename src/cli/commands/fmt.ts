import { hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { format } from '../../syntax/index.ts'
import { defineCommand, type Values } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type Failure, findings } from '../failure.ts'
import { policyFiles } from '../io/policy-files.ts'
import { readText } from '../io/read-text.ts'
import { isStreamPath } from '../io/stream-path.ts'
import { writeText } from '../io/write-text.ts'
import { problem } from '../problem.ts'
import { styleOf } from '../report/style.ts'
import { unifiedDiff } from '../report/unified-diff.ts'
import { reportFailure } from '../report-failure.ts'

const OPTIONS = {
  check: { kind: 'flag', doc: 'change nothing; name the files that are not formatted, exit 1' },
  diff: { kind: 'flag', doc: 'change nothing; show what would change' },
} as const

export const fmtCommand = defineCommand({
  operands: [
    {
      name: 'PATH',
      doc: 'files, or directories with `.uh` files in them; `-` or a pipe is standard input, formatted to standard output',
      needed: 'many',
    },
  ],
  options: OPTIONS,
  details: [
    'There is one layout and no option about it. Comments stay where they are, and the fingerprint of every policy stays what it is: that is checked before anything is written.',
  ],
  examples: [
    { line: 'unhardcoded fmt policies', doc: 'Format every `.uh` file below a directory:' },
    {
      line: 'unhardcoded fmt --check policies',
      doc: 'In CI: is everything formatted?',
      exit: EXIT.findings,
    },
    {
      line: "echo 'cheapest   where no_log' | unhardcoded fmt -",
      doc: 'From an editor:',
    },
  ],
  answersJson: () => false,
  async run({ operands, options }, context) {
    if (operands.length === 0 && context.stdin.isTTY === true) {
      return problem('no file was given', 'name files or directories: `unhardcoded fmt .`')
    }
    const paths: string[] = []
    for (const operand of operands.length === 0 ? ['-'] : operands) {
      const files = await policyFiles(operand, context)
      if (!files.ok) return files.error
      paths.push(...files.value)
    }
    let exit: ExitCode = EXIT.fine
    // A file that cannot be formatted does not keep the others from it.
    for (const path of paths) {
      const outcome = await formatFile(path, options, context)
      const code = typeof outcome === 'number' ? outcome : reportFailure(outcome, { context })
      exit = code > exit ? code : exit
    }
    return exit
  },
})

async function formatFile(
  path: string,
  { check, diff }: Values<typeof OPTIONS>,
  context: Context,
): Promise<ExitCode | Failure> {
  const source = await readText(path, context)
  if (!source.ok) return source.error
  const { value: formatted, diagnostics } = format(source.value)
  if (formatted === undefined || hasErrors(diagnostics))
    return findings(diagnostics, [source.value])
  const isChanged = formatted !== source.value.text
  if (diff) {
    const { name, text: before } = source.value
    context.stdout.write(unifiedDiff({ name, before, after: formatted }, styleOf(context.screen)))
  }
  if (check && isChanged) return diff ? EXIT.findings : nameFile(source.value, context)
  if (check || diff) return EXIT.fine
  if (isStreamPath(path)) return toStdout(formatted, context)
  if (!isChanged) return EXIT.fine
  const failure = await writeText(path, formatted, context)
  if (failure !== undefined) return failure
  context.stderr.write(`formatted ${path}\n`)
  return EXIT.fine
}

function nameFile({ name }: Source, { stdout }: Context): ExitCode {
  stdout.write(`${name}\n`)
  return EXIT.findings
}

function toStdout(text: string, { stdout }: Context): ExitCode {
  stdout.write(text)
  return EXIT.fine
}
