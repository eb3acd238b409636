import { err, ok, type Result } from '../../base/result.ts'
import type { Context } from '../context.ts'
import { readText } from '../io/read-text.ts'
import { parseJson } from '../json/parse-json.ts'
import { type Problem, problem } from '../problem.ts'

/** Values for the parameters of policies, by name: texts from the command line, JSON from a file. */
export type Parameters = Readonly<Record<string, unknown>>

/** The options that name them. */
export const PARAMETER_OPTIONS = {
  param: {
    kind: 'list',
    value: 'NAME=VALUE',
    doc: 'a parameter, as the language writes it: `max_out=$5/Mtok`',
  },
  params: {
    kind: 'text',
    value: 'FILE',
    doc: 'parameters as a JSON object, numbers in canonical units',
  },
} as const

/** The parameters of both options; the command line wins over the file. */
export async function readParameters(
  { param, params }: { readonly param: readonly string[]; readonly params: string | undefined },
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Parameters, Problem>> {
  const fromFile = params === undefined ? ok({}) : await parametersIn(params, context)
  if (!fromFile.ok) return fromFile
  const given: Record<string, unknown> = Object.assign(Object.create(null), fromFile.value)
  const named = new Set<string>()
  for (const each of param) {
    const at = each.indexOf('=')
    const name = each.slice(0, Math.max(0, at)).trim()
    if (name === '') {
      return err(problem(`\`--param ${each}\` has no value`, 'write `--param NAME=VALUE`'))
    }
    if (named.has(name)) return err(problem(`the parameter \`${name}\` is given twice`))
    named.add(name)
    given[name] = each.slice(at + 1).trim()
  }
  return ok(given)
}

async function parametersIn(
  path: string,
  context: Pick<Context, 'cwd' | 'stdin'>,
): Promise<Result<Parameters, Problem>> {
  const source = await readText(path, context)
  if (!source.ok) return source
  const parsed = parseJson(source.value)
  if (!parsed.ok) return parsed
  const { value } = parsed
  if (isRecord(value)) return ok(value)
  const span = { start: 0, end: source.value.text.length }
  return err({
    kind: 'problem',
    message: `\`${path}\` holds no parameters`,
    at: { source: source.value, span, label: 'expected an object, `{ "name": value }`' },
  })
}

function isRecord(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
