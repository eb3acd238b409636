import { err, ok, type Result } from '../base/result.ts'
import { ANONYMOUS } from '../compile/resolve/module.ts'

/** A policy or a flow, and the file that defines it. */
export interface Named {
  readonly name: string
  readonly source: string
}

/**
 * How programs call policies and flows: `enterprise-floor` and `enterprise_floor` are
 * `enterpriseFloor`, a reserved word such as `delete` is `delete_`, and clauses that have no name
 * go by that of their file.
 *
 * @returns the names in the order given; or one sentence that says which two would be the same.
 */
export function functionNames(definitions: readonly Named[]): Result<readonly string[], string> {
  const taken = new Map<string, Named>()
  for (const definition of definitions) {
    const name = functionName(definition)
    const other = taken.get(name)
    if (other !== undefined) return err(clash(name, other, definition))
    taken.set(name, definition)
  }
  return ok([...taken.keys()])
}

function clash(name: string, one: Named, other: Named): string {
  const where =
    one.source === other.source
      ? `in \`${one.source}\``
      : `in \`${one.source}\` and in \`${other.source}\``
  return `\`${one.name}\` and \`${other.name}\` would both be called \`${name}\`, ${where}`
}

function functionName({ name, source }: Named): string {
  const own = name === ANONYMOUS ? stemOf(source) : name
  const [first = '', ...rest] = own.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== '')
  const joined = lowerFirst(first) + rest.map(upperFirst).join('')
  const started = /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`
  if (started === '_') return 'policy'
  return RESERVED.has(started) ? `${started}_` : started
}

function stemOf(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).replace(/\.uh$/i, '')
}

function lowerFirst(word: string): string {
  // `GDPR` is one word, written as it is.
  return /^\p{Lu}\p{Lu}/u.test(word)
    ? word.toLowerCase()
    : word.slice(0, 1).toLowerCase() + word.slice(1)
}

export function upperFirst(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/**
 * What no function of a module can be called, or should not: a module that exports `then` cannot
 * be awaited.
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum ' +
    'eval export extends false finally for function if implements import in instanceof interface ' +
    'let new null package private protected public return static super switch then this throw ' +
    'true try typeof undefined var void while with yield'
  ).split(' '),
)
