import type { Span } from '../base/span.ts'

/**
 * The syntax tree of a `.uh` file: what was written, names not yet resolved.
 *
 * One expression type serves predicates, scores and constants; the checker tells them apart.
 * Parentheses are kept as `group`. Comments are not in the tree: the formatter takes them from
 * the tokens. Meaning never depends on a span.
 *
 * Long because the language is: every construct is here, in the order of the grammar, so that one
 * file says what can be written.
 */
export interface File {
  readonly kind: 'file'
  readonly span: Span
  readonly edition: Edition | undefined
  readonly items: readonly Item[]
}

export interface Edition {
  readonly kind: 'edition'
  readonly span: Span
  readonly number: number
}

export type Item = UseItem | LetItem | PolicyItem | FlowItem | ProveItem | TestItem

/** A name as written; `text` is without the backticks that quote an unusual one. */
export interface Name {
  readonly kind: 'name'
  readonly span: Span
  readonly text: string
}

/** A quoted text; `text` is what it stands for. */
export interface Text {
  readonly kind: 'text'
  readonly span: Span
  readonly text: string
}

/** Where a name or a quoted text may stand: providers, capabilities, parameters of a request. */
export type Word = Name | Text

/** `use "./floors.uh" (enterprise_floor, cheap as budget)` */
export interface UseItem {
  readonly kind: 'use'
  readonly span: Span
  readonly path: Text
  readonly imports: readonly Import[]
}

export interface Import {
  readonly kind: 'import'
  readonly span: Span
  readonly name: Name
  readonly alias: Name | undefined
}

/** `let cap = $10/Mtok` */
export interface LetItem {
  readonly kind: 'let'
  readonly span: Span
  readonly doc: readonly string[]
  readonly name: Name
  readonly value: Expr
}

/** `policy support(plan: free | pro = pro) = …`, or bare clauses, which have no name. */
export interface PolicyItem {
  readonly kind: 'policy'
  readonly span: Span
  /** The `##` lines above it, without the marks. */
  readonly doc: readonly string[]
  readonly name: Name | undefined
  readonly params: readonly ParamDecl[]
  readonly extends: Reference | undefined
  readonly body: readonly Clause[]
}

export interface ParamDecl {
  readonly kind: 'param'
  readonly span: Span
  readonly name: Name
  readonly type: ParamType
  readonly default: Expr | undefined
  readonly range: RangeExpr | undefined
}

/** One word names a type (`price`, `tokens`, …); several, or one in `|`, are the values. */
export interface ParamType {
  readonly kind: 'param-type'
  readonly span: Span
  readonly words: readonly Name[]
}

/** `$1/Mtok..$40/Mtok` */
export interface RangeExpr {
  readonly kind: 'range'
  readonly span: Span
  readonly low: Expr
  readonly high: Expr
}

/** A policy with arguments: `support(plan: enterprise)` */
export interface Reference {
  readonly kind: 'reference'
  readonly span: Span
  readonly name: Name
  readonly args: readonly Argument[]
}

export interface Argument {
  readonly kind: 'argument'
  readonly span: Span
  readonly name: Name
  readonly value: Expr
}

// Clauses ---------------------------------------------------------------------------------------

export type Clause =
  | { readonly kind: 'unguarded'; readonly span: Span }
  | { readonly kind: 'where'; readonly span: Span; readonly pred: Expr }
  | CheapestClause
  | { readonly kind: 'fastest'; readonly span: Span }
  | { readonly kind: 'best'; readonly span: Span; readonly by: Name | undefined }
  | { readonly kind: 'rank'; readonly span: Span; readonly score: Expr }
  | { readonly kind: 'any'; readonly span: Span }
  | { readonly kind: 'in-order'; readonly span: Span; readonly routes: readonly Route[] }
  | { readonly kind: 'sample'; readonly span: Span; readonly temperature: Expr }
  | { readonly kind: 'catalog-order'; readonly span: Span }
  | { readonly kind: 'prefer'; readonly span: Span; readonly pred: Expr }
  | { readonly kind: 'take'; readonly span: Span; readonly count: Expr }
  | { readonly kind: 'select'; readonly span: Span; readonly term: RawTerm }
  | Transform
  | FallbackClause
  | OnClause
  /** `term ["policy", …]` as the whole body. */
  | { readonly kind: 'body-term'; readonly span: Span; readonly term: RawTerm }

/** `cheapest`, `cheapest for 4k in, 800 out` */
export interface CheapestClause {
  readonly kind: 'cheapest'
  readonly span: Span
  readonly tokens: { readonly input: Expr; readonly output: Expr } | undefined
}

/** One entry of `in order [openai/"gpt-5-nano"]` */
export interface Route {
  readonly kind: 'route'
  readonly span: Span
  readonly provider: Word
  readonly model: Word
}

export type Transform =
  | { readonly kind: 'set'; readonly span: Span; readonly param: Word; readonly value: Expr }
  | {
      readonly kind: 'limit'
      readonly span: Span
      readonly param: Word
      readonly range: RangeExpr
    }
  | { readonly kind: 'jitter'; readonly span: Span; readonly param: Word; readonly by: Expr }
  | { readonly kind: 'seed'; readonly span: Span; readonly param: Word }
  /** A transform that the host registered, or `apply term [...]`. */
  | { readonly kind: 'apply'; readonly span: Span; readonly transform: Word | RawTerm }
  | {
      readonly kind: 'filter'
      readonly span: Span
      readonly medium: 'text' | 'image'
      readonly recipe: readonly RecipeStep[]
    }
  /** `when P: set a = 1`, `when P: { set a = 1 set b = 2 }` */
  | {
      readonly kind: 'when'
      readonly span: Span
      readonly pred: Expr
      readonly body: readonly Transform[]
    }
  | {
      readonly kind: 'timeout'
      readonly span: Span
      readonly total: Expr
      readonly firstToken: Expr | undefined
    }

/** `NFKC`, `"strip urls"`, `{ p: 0.5 }` */
export type RecipeStep =
  | Word
  | { readonly kind: 'settings'; readonly span: Span; readonly entries: readonly Setting[] }

export interface Setting {
  readonly kind: 'setting'
  readonly span: Span
  readonly key: Word
  readonly value: Expr
}

/** `fallback next`, `fallback stop`, `fallback term [...]` */
export interface FallbackClause {
  readonly kind: 'fallback'
  readonly span: Span
  readonly base: 'next' | 'stop' | RawTerm
}

/** `on rate_limit next, cool 30s` */
export interface OnClause {
  readonly kind: 'on'
  readonly span: Span
  readonly reason: Word
  readonly action: Action
  readonly cool: Expr | undefined
}

export type Verb = 'next' | 'stop' | 'same-model-elsewhere' | 'disable-provider'

export type Action =
  | { readonly kind: 'do'; readonly span: Span; readonly verb: Verb }
  /** `retry 2 after 200ms, 600ms then next` */
  | {
      readonly kind: 'retry'
      readonly span: Span
      readonly attempts: Expr
      readonly after: readonly Expr[]
      readonly then: { readonly span: Span; readonly verb: Verb }
    }

// Expressions -----------------------------------------------------------------------------------

export type Expr =
  | { readonly kind: 'or'; readonly span: Span; readonly operands: readonly Expr[] }
  | { readonly kind: 'and'; readonly span: Span; readonly operands: readonly Expr[] }
  | { readonly kind: 'not'; readonly span: Span; readonly operand: Expr }
  | CompareExpr
  | {
      readonly kind: 'between'
      readonly span: Span
      readonly operand: Expr
      readonly low: Expr
      readonly high: Expr
    }
  /** `provider in [openai, "together-ai"]`, `plan not in [free]` */
  | {
      readonly kind: 'in'
      readonly span: Span
      readonly operand: Expr
      readonly negated: boolean
      readonly items: readonly Expr[]
    }
  /** `tier is partner`, `plan is not enterprise` */
  | {
      readonly kind: 'is'
      readonly span: Span
      readonly operand: Expr
      readonly negated: boolean
      readonly value: Word
    }
  /** `norm(quality) if healthy` */
  | { readonly kind: 'if'; readonly span: Span; readonly value: Expr; readonly condition: Expr }
  | {
      readonly kind: 'sum'
      readonly span: Span
      readonly first: Expr
      readonly rest: readonly { readonly sign: '+' | '-'; readonly operand: Expr }[]
    }
  | { readonly kind: 'product'; readonly span: Span; readonly factors: readonly Expr[] }
  | { readonly kind: 'negate'; readonly span: Span; readonly operand: Expr }
  | { readonly kind: 'group'; readonly span: Span; readonly inner: Expr }
  /** A number as written, unit and all: `0.8`, `80%`, `$5/Mtok`, `1500ms`, `128Ki`, `60 tok/s`. */
  | { readonly kind: 'quantity'; readonly span: Span; readonly text: string }
  | Text
  /** A field, a `let`, a parameter, a value of an enumeration: the checker knows. */
  | Name
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'atom'; readonly span: Span; readonly atom: Atom }
  | { readonly kind: 'has'; readonly span: Span; readonly capability: Word }
  /** `top 5 by quality` */
  | { readonly kind: 'top'; readonly span: Span; readonly count: Expr; readonly field: Name }
  | { readonly kind: 'known'; readonly span: Span; readonly field: Name }
  /** `norm(quality)`, `clamp(latency_ms, 0s, 10s)` */
  | {
      readonly kind: 'call'
      readonly span: Span
      readonly function: Name
      readonly args: readonly Expr[]
    }
  /** `match plan { free: 0.6, else: 0.8 }` */
  | MatchExpr
  | RawTerm

/** `a <= b`, or a chain `0.5 <= quality < 0.9`. */
export interface CompareExpr {
  readonly kind: 'compare'
  readonly span: Span
  readonly first: Expr
  readonly rest: readonly {
    readonly op: Comparison
    readonly opSpan: Span
    readonly operand: Expr
  }[]
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** The predicates that are words: `fits` is `meets_req`, `enabled` is not `disabled`, … */
export type Atom = 'healthy' | 'fits' | 'enabled' | 'in-scope' | 'anything' | 'nothing'

export interface MatchExpr {
  readonly kind: 'match'
  readonly span: Span
  readonly subject: Name
  readonly arms: readonly MatchArm[]
}

export interface MatchArm {
  readonly kind: 'arm'
  readonly span: Span
  /** Undefined for `else`. */
  readonly label: Name | undefined
  readonly value: Expr
}

/** `term ["cmp", "quality", "lt", 0.5]`: a raw term of the sort that stands there. */
export interface RawTerm {
  readonly kind: 'term'
  readonly span: Span
  readonly json: Json
}

/** A JSON value with its places, so that admission can point into it. Numbers keep their text. */
export type Json =
  | { readonly kind: 'null'; readonly span: Span }
  | { readonly kind: 'boolean'; readonly span: Span; readonly value: boolean }
  | { readonly kind: 'number'; readonly span: Span; readonly text: string }
  | { readonly kind: 'string'; readonly span: Span; readonly value: string }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly Json[] }
  | { readonly kind: 'object'; readonly span: Span; readonly members: readonly JsonMember[] }

export interface JsonMember {
  readonly span: Span
  readonly keySpan: Span
  readonly key: string
  readonly value: Json
}

// Flows -----------------------------------------------------------------------------------------

export interface FlowItem {
  readonly kind: 'flow'
  readonly span: Span
  readonly doc: readonly string[]
  readonly name: Name
  readonly nodes: readonly FlowNode[]
  /** The node whose answer is the flow's. */
  readonly returns: Name
}

/** `draft = ask support "Answer concisely." with input template "$1"` */
export interface FlowNode {
  readonly kind: 'node'
  readonly span: Span
  readonly name: Name
  readonly policy: Reference
  readonly system: Text
  /** `input`, or names of nodes. */
  readonly inputs: readonly Name[]
  readonly template: Text | undefined
}

// Claims ----------------------------------------------------------------------------------------

/** `prove support(plan: enterprise) implies price_out <= $40/Mtok` */
export interface ProveItem {
  readonly kind: 'prove'
  readonly span: Span
  readonly subject: Reference
  readonly claim: Expr
}

export interface TestItem {
  readonly kind: 'test'
  readonly span: Span
  readonly title: Text
  /** The catalog (or trace) it runs on; undefined means the one in force. */
  readonly on: Text | undefined
  /** What it is tried for; every combination is a case of its own. */
  readonly tried: readonly TestedValues[]
  readonly expectations: readonly Expectation[]
}

/** `plan in [free, pro]`: a name, and what it stands for in the expectations. */
export interface TestedValues {
  readonly kind: 'tested-values'
  readonly span: Span
  readonly name: Name
  readonly values: readonly Expr[]
}

export type Expectation =
  | {
      readonly kind: 'rejects'
      readonly span: Span
      readonly subject: Reference
      readonly route: Text
      readonly because: Expr | undefined
    }
  | {
      readonly kind: 'picks'
      readonly span: Span
      readonly subject: Reference
      readonly route: Text
      /** `never picks` */
      readonly negated: boolean
    }
  | {
      readonly kind: 'keeps'
      readonly span: Span
      readonly subject: Reference
      readonly atLeast: Expr
    }
  | {
      readonly kind: 'orders'
      readonly span: Span
      readonly subject: Reference
      readonly routes: readonly Text[]
    }
