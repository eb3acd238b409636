import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { CatalogVocabulary } from '../../catalog/vocabulary.ts'
import type { CompileCode } from '../codes.ts'
import type { Place } from '../place.ts'
import { problem, type Wording } from '../problem.ts'
import type { LetDefinition, Module, PolicyDefinition } from '../resolve/module.ts'
import type { Param } from './param.ts'
import type { Typed } from './typed.ts'
import type { TypedPolicy } from './typed-policy.ts'

/** What the checker works with. */
export interface CheckContext {
  readonly vocabulary: CatalogVocabulary
  /** The checked `let`s so far; undefined for one that is wrong. */
  readonly lets: Map<LetDefinition, Typed | undefined>
  /** The checked policies so far; absent for one that could not be checked. */
  readonly policies: Map<PolicyDefinition, TypedPolicy>
  readonly diagnostics: Diagnostic[]
}

/** Where an expression stands: what its names may mean. */
export interface Scope {
  readonly context: CheckContext
  readonly module: Module
  /** Undefined for a parameter whose declaration is wrong. */
  readonly params: ReadonlyMap<string, Param | undefined>
}

/** Where a `let`, a claim or a flow stands: a file without parameters. */
export function fileScope(module: Module, context: CheckContext): Scope {
  return { context, module, params: NO_PARAMS }
}

const NO_PARAMS: ReadonlyMap<string, Param> = new Map()

export function placeIn({ module }: Scope, { span }: { readonly span: Span }): Place {
  return { source: module.source.name, span }
}

/** The text that a node was parsed from. */
export function textOf({ module }: Scope, { span }: { readonly span: Span }): string {
  return module.source.text.slice(span.start, span.end)
}

/**
 * Adds a diagnostic at a node. The answer stands for the value that could not be made; whoever
 * receives it says nothing more, so a mistake is reported once.
 */
export function report(
  scope: Scope,
  code: CompileCode,
  { node, ...wording }: Wording & { readonly node: { readonly span: Span } },
): undefined {
  scope.context.diagnostics.push(problem(code, placeIn(scope, node), wording))
  return undefined
}
