import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { err, type Result } from '../../base/result.ts'
import type { Source } from '../../base/source.ts'
import type { Context } from '../context.ts'
import { type Problem, problem } from '../problem.ts'
import { decodeText } from './decode-text.ts'
import { readProblem } from './file-errors.ts'

/**
 * Reads a file, or standard input for `-`, as UTF-8 text. A byte order mark is dropped.
 *
 * @returns the text, named as the user named it; or why it cannot be read.
 */
export async function readText(
  path: string,
  { cwd, stdin }: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Source, Problem>> {
  if (path === '-') return readStream(stdin)
  const place = resolve(cwd, path)
  try {
    const info = await stat(place)
    if (info.isDirectory()) {
      return err(problem(`\`${path}\` is a directory`, 'name a file in it'))
    }
    if (info.size > MOST_BYTES) return err(tooLarge(path))
    return decodeText(path, await readFile(place))
  } catch (error) {
    return err(await readProblem(error, path, place))
  }
}

/** What standard input is called in reports. */
export const STDIN_NAME = '<stdin>'

/** Nothing that a command reads whole is near this. */
const MOST_BYTES = 64 * 1024 * 1024

async function readStream(stdin: Context['stdin']): Promise<Result<Source, Problem>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    const part = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
    bytes += part.length
    if (bytes > MOST_BYTES) return err(tooLarge(STDIN_NAME))
    chunks.push(part)
  }
  return decodeText(STDIN_NAME, Buffer.concat(chunks))
}

function tooLarge(name: string): Problem {
  return problem(`\`${name}\` is too large`, `at most ${MOST_BYTES / 1024 / 1024} MB are read`)
}
