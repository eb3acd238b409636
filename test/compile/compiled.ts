import { type CompileOptions, compile } from '../../src/compile/index.ts'
import { encode, normalize, type Term } from '../../src/ir/index.ts'

/** The terms of a text that has to compile, by the names of the policies. */
export function terms(text: string, options: CompileOptions = {}): ReadonlyMap<string, Term> {
  const { value, diagnostics } = compile({ name: 'test.uh', text }, options)
  if (value === undefined) throw new Error(`does not compile: ${JSON.stringify(diagnostics)}`)
  return new Map(value.policies.map(({ name, policy_ir }) => [name, policy_ir]))
}

/** The term of the one policy without a name, or of the last one. */
export function term(text: string, options: CompileOptions = {}): Term {
  const all = terms(text, options)
  const found = all.get('default') ?? [...all.values()].at(-1)
  if (found === undefined) throw new Error('no policy')
  return found
}

const SLOTS = ['op', 'filter', 'score', 'selector', 'transform', 'plan'] as const

/** The encoding of one slot of the policy that a text compiles to. */
export function slot(text: string, which: (typeof SLOTS)[number]): string {
  return encode(term(text)[SLOTS.indexOf(which)] as Term)
}

/** The encoding of the normal form of a term written by hand. */
export function normal(written: Term): string {
  return encode(normalize(written))
}

/** The codes of everything said about a text, in order. */
export function codes(text: string, options: CompileOptions = {}): readonly string[] {
  return compile({ name: 'test.uh', text }, options).diagnostics.map(({ code }) => code)
}
