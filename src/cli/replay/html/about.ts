import type { RecordedValue } from '../../../trace/record.ts'
import type { PolicyPart } from '../../../trace/what-if/index.ts'
import type { Missing } from '../../trace/missing.ts'

/** What a report says beside the figures: what was asked, of what, with what. */
export interface WhatIfAbout {
  /** What is other than it was recorded, `policy` and `new.uh`; in the order in which it is said. */
  readonly changes: readonly Named[]
  /** What the receipts were selected by; empty where all are meant. */
  readonly selection: readonly Named[]
  /** The traces. */
  readonly files: readonly string[]
  /** The instants of the first and the last receipt; undefined where there is none. */
  readonly period: { readonly first: string; readonly last: string } | undefined
  /** How many of the receipts are nodes of flows, each taken for a request of its own. */
  readonly nodes: number
  /** How many flows those are of. */
  readonly flows: number
  /** What is in no figure, since it could not be written. */
  readonly missing: Missing | undefined
  /** Which catalog is decided over. */
  readonly catalog: string
  /** Name and version of what wrote the report. */
  readonly tool: string
  /** An instant. */
  readonly generatedAt: string
  readonly words: PolicyWords
}

export interface Named {
  readonly name: string
  readonly value: string
}

/** Words for what policies hold. */
export interface PolicyWords {
  /** `quality >= 0.7` */
  readonly part: (part: PolicyPart) => string
  /** What was seen of a field, a capability or a property: `$5/Mtok`. */
  readonly value: (value: RecordedValue, subject: string) => string
}
