import type { Span } from '../../base/span.ts'
import type { Definition, PolicyDefinition } from '../../compile/resolve/module.ts'
import type { Subject } from '../../compile/resolve/subjects.ts'
import type { FlowItem, FlowNode, ParamDecl } from '../../syntax/ast.ts'

/** A name where it stands in a text, and what it means there. */
export interface Mention {
  readonly span: Span
  readonly role: 'definition' | 'use'
  readonly of: Referent
}

export type Referent =
  | DefinitionReferent
  | ParamReferent
  | StepReferent
  /** A field of the vocabulary. */
  | { readonly kind: 'field'; readonly name: string }
  /** `provider` and its like. */
  | { readonly kind: 'subject'; readonly name: Subject }
  | { readonly kind: 'function'; readonly name: string }
  /** A provider, a family, a tier: what a subject is compared with. */
  | { readonly kind: 'catalog-name'; readonly subject: Subject; readonly name: string }
  /** One of the values of a choice. */
  | { readonly kind: 'label'; readonly param: ParamReferent; readonly name: string }
  | { readonly kind: 'capability'; readonly name: string }
  | { readonly kind: 'reason'; readonly name: string }
  /** A parameter of the request, as `temperature`. */
  | { readonly kind: 'request-param'; readonly name: string }
  /** A type of a parameter, as `price`. */
  | { readonly kind: 'type'; readonly name: string }

/** A `let`, a policy or a flow, of this file or another. */
export interface DefinitionReferent {
  readonly kind: 'definition'
  readonly definition: Definition
  /** The other name that this file gives it, where it is spelled by that. */
  readonly alias: string | undefined
}

export interface ParamReferent {
  readonly kind: 'param'
  readonly name: string
  readonly decl: ParamDecl
  readonly owner: PolicyDefinition
}

/** A step of a flow. */
export interface StepReferent {
  readonly kind: 'step'
  readonly name: string
  readonly node: FlowNode
  readonly flow: FlowItem
  /** The name of the file that the flow stands in. */
  readonly source: string
}
