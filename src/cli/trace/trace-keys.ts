import { err, ok, type Result } from '../../base/result.ts'
import { type Signature, signatureReader, signerOf } from '../../trace/index.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import { type Problem, problem } from '../problem.ts'

/** Reads signatures by the Ed25519 public key in a PEM file; of a private key its public half. */
export async function signatureReaderIn(
  path: string,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<(line: string) => Signature, Problem>> {
  return withKeyIn(path, { make: signatureReader, wanted: 'public' }, context)
}

/** Signs lines with the Ed25519 private key in a PEM file. */
export async function signerIn(
  path: string,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<(line: string) => string, Problem>> {
  return withKeyIn(path, { make: signerOf, wanted: 'private' }, context)
}

interface Use<T> {
  readonly make: (pem: string) => T
  readonly wanted: 'public' | 'private'
}

async function withKeyIn<T>(
  path: string,
  { make, wanted }: Use<T>,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<T, Problem>> {
  const source = await readText(path, context)
  if (!source.ok) return source
  try {
    return ok(make(source.value.text))
  } catch {
    // What the key says is not repeated.
    return err(
      problem(
        `\`${path}\` holds no Ed25519 ${wanted} key in PEM`,
        'make a pair with `openssl genpkey -algorithm ed25519 -out trace.key`, and `openssl pkey -in trace.key -pubout -out trace.pem`',
      ),
    )
  }
}
