import { ok, type Result } from '../../base/result.ts'
import {
  openVerifier,
  type Signature,
  type VerifyOptions,
  verifyJoints,
} from '../../trace/index.ts'
import { defineCommand } from '../command.ts'
import type { Context } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { writeJson } from '../json/write-json.ts'
import type { Problem } from '../problem.ts'
import { byteLines } from '../trace/byte-lines.ts'
import { type TraceFile, traceFiles } from '../trace/trace-files.ts'
import { signatureReaderIn } from '../trace/trace-keys.ts'
import {
  isIntact,
  type VerifiedTrace,
  verificationJson,
  verificationText,
} from '../trace/verification-report.ts'

export const traceVerifyCommand = defineCommand({
  operands: [
    {
      name: 'FILE',
      doc: 'traces, those that go on from each other together; `-` or nothing is standard input',
      needed: 'many',
    },
  ],
  options: {
    key: {
      kind: 'text',
      value: 'FILE',
      doc: 'an Ed25519 public key in PEM: every line has to be signed by its owner',
    },
    open: { kind: 'flag', doc: 'accept a trace that is still being written' },
    format: { kind: 'choice', choices: ['text', 'json'], value: 'FORM', doc: 'text or json' },
  },
  details: [
    'Finds any line that was changed, taken out, put in, moved or cut off, and policies and catalogs that are not what their names say. What a receipt says was decided is not judged: `replay` does that.',
  ],
  examples: [
    { line: 'unhardcoded trace verify trace.jsonl', doc: 'Is it as it was written?' },
    {
      line: 'unhardcoded trace verify tampered.jsonl',
      doc: 'Somebody changed a line, and took one out:',
      exit: EXIT.findings,
    },
  ],
  answersJson: ({ format }) => format === 'json',
  async run({ operands, options }, context) {
    const key = await keyOf(options.key, context)
    if (!key.ok) return key.error
    const files = await traceFiles(operands.length === 0 ? ['-'] : operands, context)
    if (!files.ok) return files.error
    const wishes: VerifyOptions = {
      ...(key.value !== undefined && { signature: key.value }),
      ...(options.open && { open: 'allowed' }),
    }
    const traces: VerifiedTrace[] = []
    for (const file of files.value) traces.push(await verified(file, wishes))
    const joints = verifyJoints(
      traces.map(({ name, found }) => ({ name, stretches: found.stretches })),
    )
    const verification = { traces, joints }
    if (options.format === 'json') writeJson(context.stdout, verificationJson(verification))
    else context.stdout.write(verificationText(verification, context.screen))
    return isIntact(verification) ? EXIT.fine : EXIT.findings
  },
})

async function keyOf(
  path: string | undefined,
  context: Context,
): Promise<Result<((line: string) => Signature) | undefined, Problem>> {
  return path === undefined ? ok(undefined) : signatureReaderIn(path, context)
}

async function verified(file: TraceFile, options: VerifyOptions): Promise<VerifiedTrace> {
  const verifier = openVerifier(options)
  for await (const { bytes, complete } of byteLines(file.chunks())) {
    verifier.take(bytes, complete ? 'break' : 'none')
  }
  return { name: file.name, found: verifier.end() }
}
