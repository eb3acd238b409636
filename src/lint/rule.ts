import type { Fix, Severity } from '../base/diagnostic.ts'
import type { Place } from '../compile/index.ts'
import type { Budget } from './budget.ts'
import type { Ground } from './ground.ts'
import type { LintedCaller } from './linted-caller.ts'
import type { LintedFile } from './linted-file.ts'
import type { LintedPolicy } from './linted-policy.ts'
import type { SuppressionFault } from './suppression-faults.ts'

/**
 * One thing that can be said about a policy that compiles. A rule is a file of `rules/`, named
 * after it; its page under `docs/diagnostics/` is made from what stands here.
 */
export type LintRule = FileRule | PolicyRule | GroundRule | SuppressionRule | CallerRule

interface RuleText {
  /** Stable, never reused; the digit after `UH` is the range of the page. */
  readonly code: `UH${string}`
  /** What a person calls it: `contradiction`. The name of its file. */
  readonly name: string
  /** Lower case, no period: the title of the page. */
  readonly summary: string
  /** What is wrong about it, and what to do: paragraphs of the page. */
  readonly why: string
  readonly severity: Severity
  /** Rules of the default set are certain: what they report is never as it should be. */
  readonly set: 'default' | 'opt-in'
  /** The strongest fix that it offers. A safe one keeps the fingerprint. */
  readonly fix: 'safe' | 'unsafe' | 'none'
}

interface TextRule extends RuleText {
  readonly examples: Examples
}

export interface Examples {
  /** Files about which the rule says something once. */
  readonly bad: readonly string[]
  /** Files about which it, and every rule of the default set, is silent. */
  readonly good: readonly string[]
  /** What one request may take in the examples, for a rule that asks. */
  readonly budget?: Budget
}

/** A rule about the text: names, comments, definitions that nothing uses. */
export interface FileRule extends TextRule {
  readonly over: 'file'
  check(file: LintedFile): readonly Finding[]
}

/** A rule about what a policy means, whatever the catalog. */
export interface PolicyRule extends TextRule {
  readonly over: 'policy'
  /**
   * A policy with parameters is looked at for several of their values. A finding about what is
   * needless has to hold for each of them; one about what is broken counts where it holds for some.
   */
  readonly holds: 'for every value' | 'for some value'
  /** All that it reads: values that leave that the same need not be looked at again. */
  readonly reads: 'the policy' | 'the score' | 'the request' | 'the failure plan'
  check(policy: LintedPolicy): readonly Finding[]
}

/** A rule about what a policy does with the catalog of today. */
export interface GroundRule extends TextRule {
  readonly over: 'catalog'
  readonly holds: 'for every value' | 'for some value'
  check(policy: LintedPolicy, ground: Ground, budget: Budget | undefined): readonly Finding[]
}

/** A rule about the comments that say which findings are meant to be. */
export interface SuppressionRule extends TextRule {
  readonly over: 'suppressions'
  check(faults: readonly SuppressionFault[], file: LintedFile): readonly Finding[]
}

/** A rule about what the callers of a router may ask for. What it says stands in the configuration. */
export interface CallerRule extends RuleText {
  readonly over: 'callers'
  readonly examples: CallerExamples
  check(caller: LintedCaller): readonly Finding[]
}

export interface CallerExamples {
  /** Projects about which the rule says something once. */
  readonly bad: readonly CallerExample[]
  /** Projects about which no rule says anything. */
  readonly good: readonly CallerExample[]
}

export interface CallerExample {
  /** A file of policies. */
  readonly policies: string
  /** What `unhardcoded.yaml` has under `router:`. */
  readonly router: string
}

/** What a rule says about one place. The code, the severity and the source are the rule's. */
export interface Finding {
  readonly place: Place
  readonly message: string
  readonly label?: string | undefined
  readonly related?: readonly (Place & { readonly label: string })[] | undefined
  readonly notes?: readonly string[] | undefined
  readonly help?: string | undefined
  readonly fix?: Fix | undefined
}
