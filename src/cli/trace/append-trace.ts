import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type AnyReceipt,
  type Definitions,
  ENGINE,
  openWriter,
  receiptId,
} from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { codeOf, REASONS } from '../io/file-errors.ts'
import { isStreamPath } from '../io/stream-path.ts'
import { type Problem, problem } from '../problem.ts'

/** A receipt, and what it names. */
export interface Entry {
  readonly receipt: AnyReceipt
  readonly definitions: Definitions
}

export interface Appending {
  readonly path: string
  /** Signs a line. */
  readonly sign?: ((line: string) => string) | undefined
}

/**
 * Appends receipts to a trace, as a chain of their own that is closed: what stands in the file
 * stays as it is. The file is made where there is none; one that is no trace is not touched.
 *
 * @returns why it cannot be written, or undefined.
 */
export async function appendTrace(
  entries: readonly Entry[],
  { path, sign }: Appending,
  context: Pick<Context, 'cwd' | 'now' | 'random'>,
): Promise<Problem | undefined> {
  if (path === '-' || isStreamPath(path)) {
    return problem(`\`${path}\` cannot hold a trace`, 'name a file: a trace is appended to')
  }
  const now = context.now()
  const writer = openWriter({
    writer: receiptId(now, context.random(10)),
    tool: ENGINE,
    ...(sign !== undefined && { sign }),
  })
  const lines = [
    writer.header(new Date(now).toISOString()),
    ...entries.flatMap(({ receipt, definitions }) => writer.receipt(receipt, definitions)),
    writer.end(),
  ]
  return append(path, `${lines.join('\n')}\n`, context)
}

async function append(
  path: string,
  text: string,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<Problem | undefined> {
  try {
    const file = await open(resolve(cwd, path), 'a+')
    try {
      const { size } = await file.stat()
      if (size > 0 && !(await beginsAsTrace(file))) {
        return problem(
          `\`${path}\` is not a trace, and is left as it is`,
          'name another file, or one that does not exist yet',
        )
      }
      // A line that was cut off stays a line of its own.
      const isCut = size > 0 && (await byteAt(file, size - 1)) !== '\n'
      await file.appendFile(isCut ? `\n${text}` : text)
      return undefined
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = codeOf(error)
    return problem(`cannot write \`${path}\`: ${REASONS.get(code) ?? code}`)
  }
}

type File = Awaited<ReturnType<typeof open>>

async function beginsAsTrace(file: File): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING.length), 0, undefined, 0)
  return buffer.subarray(0, bytesRead).toString() === BEGINNING
}

const BEGINNING = '{"record":"header","writer":"'

async function byteAt(file: File, position: number): Promise<string> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position)
  return buffer.toString()
}
