import {
  type CstNode,
  CstParser,
  type IOrAlt,
  type IParserErrorMessageProvider,
  type ParserMethod,
} from 'chevrotain'
import {
  Bar,
  Colon,
  Comma,
  Compare,
  DotDot,
  Equal,
  InCatalogOrder,
  InOrder,
  InScope,
  keyword as k,
  Label,
  LeftCurly,
  LeftParen,
  LeftSquare,
  Minus,
  Name,
  PlainNumber,
  Plus,
  Quantity,
  RightCurly,
  RightParen,
  RightSquare,
  Slash,
  Star,
  Text,
  VOCABULARY,
  Word,
} from './tokens.ts'

type Rule = ParserMethod<[], CstNode>
type Alternatives = IOrAlt<unknown>[]

/**
 * The grammar of edition 1, without actions: what `cst-to-ast.ts` reads and what the artefacts
 * under `grammar/` are made from. One token of lookahead decides everywhere, without a gate.
 *
 * Long for one reason: it is the whole language, rule after rule, in the order of its pages.
 *
 * Rules are flat where precedence would nest them, in `condition` and `arithmetic`: a level of
 * nesting costs a tree node for every operand of a file, and which of `or` and `and` binds closer
 * changes the tree, not the language. `cst-to-ast.ts` groups their operands.
 *
 * Alternatives of the rules that run for every operand or clause are kept in fields, since
 * Chevrotain would otherwise build the list anew each time.
 */
export class Grammar extends CstParser {
  // Files ---------------------------------------------------------------------------------------

  readonly file: Rule = this.RULE('file', () => {
    this.OPTION(() => this.SUBRULE(this.edition))
    this.MANY(() => this.OR(this.itemAlternatives))
  })

  private readonly itemAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.useItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.letItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.policyItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.flowItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.proveItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.testItem, { LABEL: 'item' }) },
    { ALT: () => this.SUBRULE(this.namelessPolicy, { LABEL: 'item' }) },
  ]

  readonly edition: Rule = this.RULE('edition', () => {
    this.CONSUME(k.uh)
    this.CONSUME(Quantity)
  })

  readonly useItem: Rule = this.RULE('useItem', () => {
    this.CONSUME(k.use)
    this.CONSUME(Text)
    this.CONSUME(LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.importName) })
    this.CONSUME(RightParen)
  })

  readonly importName: Rule = this.RULE('importName', () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(k.as)
      this.CONSUME1(Name)
    })
  })

  readonly letItem: Rule = this.RULE('letItem', () => {
    this.CONSUME(k.let)
    this.CONSUME(Name)
    this.CONSUME(Equal)
    this.SUBRULE(this.expression)
  })

  // Policies ------------------------------------------------------------------------------------

  readonly policyItem: Rule = this.RULE('policyItem', () => {
    this.CONSUME(k.policy)
    this.CONSUME(Name)
    this.OPTION(() => this.SUBRULE(this.params))
    this.OR([
      { ALT: () => this.CONSUME(Equal) },
      {
        ALT: () => {
          this.CONSUME(k.extends)
          this.SUBRULE(this.reference)
          this.OPTION1(() => this.CONSUME1(Equal))
        },
      },
    ])
    this.MANY(() => this.SUBRULE(this.clause))
  })

  readonly namelessPolicy: Rule = this.RULE('namelessPolicy', () => {
    this.AT_LEAST_ONE(() => this.SUBRULE(this.clause))
  })

  readonly params: Rule = this.RULE('params', () => {
    this.CONSUME(LeftParen)
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.param) })
    this.CONSUME(RightParen)
  })

  readonly param: Rule = this.RULE('param', () => {
    this.CONSUME(Name)
    this.CONSUME(Colon)
    this.SUBRULE(this.paramType)
    this.OPTION(() => {
      this.CONSUME(Equal)
      this.SUBRULE(this.value)
    })
    this.OPTION1(() => {
      this.CONSUME(k.in)
      this.SUBRULE(this.range)
    })
  })

  readonly paramType: Rule = this.RULE('paramType', () => {
    this.AT_LEAST_ONE_SEP({ SEP: Bar, DEF: () => this.CONSUME(Word) })
  })

  readonly range: Rule = this.RULE('range', () => {
    this.SUBRULE(this.arithmetic)
    this.CONSUME(DotDot)
    this.SUBRULE1(this.arithmetic)
  })

  readonly reference: Rule = this.RULE('reference', () => {
    this.CONSUME(Name)
    this.OPTION(() => {
      this.CONSUME(LeftParen)
      this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.argument) })
      this.CONSUME(RightParen)
    })
  })

  readonly argument: Rule = this.RULE('argument', () => {
    this.CONSUME(Word)
    this.CONSUME(Colon)
    this.SUBRULE(this.value)
  })

  readonly value: Rule = this.RULE('value', () => {
    this.OR([{ ALT: () => this.CONSUME(Label) }, { ALT: () => this.SUBRULE(this.arithmetic) }])
  })

  // Clauses -------------------------------------------------------------------------------------

  readonly clause: Rule = this.RULE('clause', () => {
    this.OR(this.clauseAlternatives)
  })

  private readonly clauseAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.whereClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.cheapestClause, { LABEL: 'phrase' }) },
    { ALT: () => this.CONSUME(k.fastest, { LABEL: 'lone' }) },
    { ALT: () => this.SUBRULE(this.bestClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.rankClause, { LABEL: 'phrase' }) },
    { ALT: () => this.CONSUME(k.any, { LABEL: 'lone' }) },
    { ALT: () => this.SUBRULE(this.inOrderClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.sampleClause, { LABEL: 'phrase' }) },
    { ALT: () => this.CONSUME(InCatalogOrder, { LABEL: 'lone' }) },
    { ALT: () => this.SUBRULE(this.preferClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.takeClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.selectClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.simpleTransform, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.whenClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.fallbackClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.onClause, { LABEL: 'phrase' }) },
    { ALT: () => this.CONSUME(k.unguarded, { LABEL: 'lone' }) },
    { ALT: () => this.SUBRULE(this.rawTerm, { LABEL: 'phrase' }) },
  ]

  readonly whereClause: Rule = this.RULE('whereClause', () => {
    this.CONSUME(k.where)
    this.SUBRULE(this.expression)
  })

  readonly cheapestClause: Rule = this.RULE('cheapestClause', () => {
    this.CONSUME(k.cheapest)
    this.OPTION(() => {
      this.CONSUME(k.for)
      this.SUBRULE(this.arithmetic)
      this.CONSUME(k.in)
      this.CONSUME(Comma)
      this.SUBRULE1(this.arithmetic)
      this.CONSUME(k.out)
    })
  })

  readonly bestClause: Rule = this.RULE('bestClause', () => {
    this.CONSUME(k.best)
    this.OPTION(() => {
      this.CONSUME(k.by)
      this.CONSUME(Name)
    })
  })

  readonly rankClause: Rule = this.RULE('rankClause', () => {
    this.CONSUME(k.rank)
    this.CONSUME(k.by)
    this.SUBRULE(this.expression)
  })

  readonly inOrderClause: Rule = this.RULE('inOrderClause', () => {
    this.CONSUME(InOrder)
    this.CONSUME(LeftSquare)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.route) })
    this.CONSUME(RightSquare)
  })

  readonly route: Rule = this.RULE('route', () => {
    this.SUBRULE(this.word)
    this.CONSUME(Slash)
    this.SUBRULE1(this.word)
  })

  readonly sampleClause: Rule = this.RULE('sampleClause', () => {
    this.CONSUME(k.sample)
    this.SUBRULE(this.arithmetic)
  })

  readonly preferClause: Rule = this.RULE('preferClause', () => {
    this.CONSUME(k.prefer)
    this.SUBRULE(this.expression)
  })

  readonly takeClause: Rule = this.RULE('takeClause', () => {
    this.CONSUME(k.take)
    this.SUBRULE(this.arithmetic)
  })

  readonly selectClause: Rule = this.RULE('selectClause', () => {
    this.CONSUME(k.select)
    this.SUBRULE(this.rawTerm)
  })

  // Transforms of the request -------------------------------------------------------------------

  readonly simpleTransform: Rule = this.RULE('simpleTransform', () => {
    this.OR(this.simpleTransformAlternatives)
  })

  private readonly simpleTransformAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.setClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.limitClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.jitterClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.seedClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.applyClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.filterClause, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.timeoutClause, { LABEL: 'phrase' }) },
  ]

  readonly setClause: Rule = this.RULE('setClause', () => {
    this.CONSUME(k.set)
    this.SUBRULE(this.word)
    this.CONSUME(Equal)
    this.SUBRULE(this.arithmetic)
  })

  readonly limitClause: Rule = this.RULE('limitClause', () => {
    this.CONSUME(k.limit)
    this.SUBRULE(this.word)
    this.CONSUME(k.to)
    this.SUBRULE(this.range)
  })

  readonly jitterClause: Rule = this.RULE('jitterClause', () => {
    this.CONSUME(k.jitter)
    this.SUBRULE(this.word)
    this.CONSUME(k.by)
    this.SUBRULE(this.arithmetic)
  })

  readonly seedClause: Rule = this.RULE('seedClause', () => {
    this.CONSUME(k.seed)
    this.SUBRULE(this.word)
    this.CONSUME(k.from)
    this.CONSUME(k.request)
  })

  readonly applyClause: Rule = this.RULE('applyClause', () => {
    this.CONSUME(k.apply)
    this.OR([
      { ALT: () => this.CONSUME(Name) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.SUBRULE(this.rawTerm) },
    ])
  })

  readonly filterClause: Rule = this.RULE('filterClause', () => {
    this.CONSUME(k.filter)
    this.OR([{ ALT: () => this.CONSUME(k.text) }, { ALT: () => this.CONSUME(k.image) }])
    this.CONSUME(LeftSquare)
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.recipeStep) })
    this.CONSUME(RightSquare)
  })

  readonly recipeStep: Rule = this.RULE('recipeStep', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.word) },
      {
        ALT: () => {
          this.CONSUME(LeftCurly)
          this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.setting) })
          this.CONSUME(RightCurly)
        },
      },
    ])
  })

  readonly setting: Rule = this.RULE('setting', () => {
    this.SUBRULE(this.word)
    this.CONSUME(Colon)
    this.SUBRULE(this.value)
  })

  readonly timeoutClause: Rule = this.RULE('timeoutClause', () => {
    this.CONSUME(k.timeout)
    this.SUBRULE(this.arithmetic)
    this.OPTION(() => {
      this.CONSUME(Comma)
      this.CONSUME(k.first)
      this.CONSUME(k.token)
      this.SUBRULE1(this.arithmetic)
    })
  })

  /** A `when` inside a `when` stands in braces, so brackets alone bound how deep a file nests. */
  readonly whenClause: Rule = this.RULE('whenClause', () => {
    this.CONSUME(k.when)
    this.SUBRULE(this.expression)
    this.CONSUME(Colon)
    this.OR([
      { ALT: () => this.SUBRULE(this.simpleTransform) },
      { ALT: () => this.SUBRULE(this.transformBlock) },
    ])
  })

  readonly transformBlock: Rule = this.RULE('transformBlock', () => {
    this.CONSUME(LeftCurly)
    this.AT_LEAST_ONE(() => this.SUBRULE(this.transform))
    this.CONSUME(RightCurly)
  })

  readonly transform: Rule = this.RULE('transform', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.simpleTransform) },
      { ALT: () => this.SUBRULE(this.whenClause) },
    ])
  })

  // What happens on failure ---------------------------------------------------------------------

  readonly fallbackClause: Rule = this.RULE('fallbackClause', () => {
    this.CONSUME(k.fallback)
    this.OR([
      { ALT: () => this.CONSUME(k.next) },
      { ALT: () => this.CONSUME(k.stop) },
      { ALT: () => this.SUBRULE(this.rawTerm) },
    ])
  })

  readonly onClause: Rule = this.RULE('onClause', () => {
    this.CONSUME(k.on)
    this.SUBRULE(this.word)
    this.OR([{ ALT: () => this.SUBRULE(this.verb) }, { ALT: () => this.SUBRULE(this.retryAction) }])
    this.OPTION(() => {
      this.CONSUME(Comma)
      this.CONSUME(k.cool)
      this.SUBRULE(this.arithmetic)
    })
  })

  readonly verb: Rule = this.RULE('verb', () => {
    this.OR([
      { ALT: () => this.CONSUME(k.next) },
      { ALT: () => this.CONSUME(k.stop) },
      {
        ALT: () => {
          this.CONSUME(k.same)
          this.CONSUME(k.model)
          this.CONSUME(k.elsewhere)
        },
      },
      {
        ALT: () => {
          this.CONSUME(k.disable)
          this.CONSUME(k.provider)
        },
      },
    ])
  })

  readonly retryAction: Rule = this.RULE('retryAction', () => {
    this.CONSUME(k.retry)
    this.SUBRULE(this.arithmetic)
    this.OPTION(() => {
      this.CONSUME(k.after)
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE1(this.arithmetic) })
    })
    this.CONSUME(k.then)
    this.SUBRULE(this.verb)
  })

  // Expressions ---------------------------------------------------------------------------------

  /** A condition, or a score with the condition under which it counts. */
  readonly expression: Rule = this.RULE('expression', () => {
    this.SUBRULE(this.relation)
    this.MANY(() => {
      this.OR(this.connectives)
      this.SUBRULE1(this.relation)
    })
    this.OPTION(() => {
      this.CONSUME(k.if)
      this.SUBRULE(this.condition)
    })
  })

  /** `and` binds closer than `or`. */
  readonly condition: Rule = this.RULE('condition', () => {
    this.SUBRULE(this.relation)
    this.MANY(() => {
      this.OR(this.connectives)
      this.SUBRULE1(this.relation)
    })
  })

  private readonly connectives: Alternatives = [
    { ALT: () => this.CONSUME(k.and, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(k.or, { LABEL: 'operator' }) },
  ]

  readonly relation: Rule = this.RULE('relation', () => {
    this.MANY(() => this.CONSUME(k.not))
    this.SUBRULE(this.arithmetic)
    this.OPTION(() => this.OR(this.relationAlternatives))
  })

  private readonly relationAlternatives: Alternatives = [
    { ALT: () => this.SUBRULE(this.comparison, { LABEL: 'tail' }) },
    { ALT: () => this.SUBRULE(this.betweenBounds, { LABEL: 'tail' }) },
    { ALT: () => this.SUBRULE(this.membership, { LABEL: 'tail' }) },
    { ALT: () => this.SUBRULE(this.identity, { LABEL: 'tail' }) },
  ]

  readonly comparison: Rule = this.RULE('comparison', () => {
    this.AT_LEAST_ONE(() => {
      this.CONSUME(Compare)
      this.SUBRULE(this.arithmetic)
    })
  })

  readonly betweenBounds: Rule = this.RULE('betweenBounds', () => {
    this.CONSUME(k.between)
    this.SUBRULE(this.arithmetic)
    this.CONSUME(k.and)
    this.SUBRULE1(this.arithmetic)
  })

  readonly membership: Rule = this.RULE('membership', () => {
    this.OPTION(() => this.CONSUME(k.not))
    this.CONSUME(k.in)
    this.CONSUME(LeftSquare)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.listItem) })
    this.CONSUME(RightSquare)
  })

  readonly listItem: Rule = this.RULE('listItem', () => {
    this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Text) },
      {
        ALT: () => {
          this.OPTION(() => this.CONSUME(Minus))
          this.CONSUME(Quantity)
        },
      },
    ])
  })

  readonly identity: Rule = this.RULE('identity', () => {
    this.CONSUME(k.is)
    this.OPTION(() => this.CONSUME(k.not))
    this.SUBRULE(this.word)
  })

  /** `*` binds closer than `+` and `-`. */
  readonly arithmetic: Rule = this.RULE('arithmetic', () => {
    this.SUBRULE(this.operand)
    this.MANY(() => {
      this.OR(this.arithmeticOperators)
      this.SUBRULE1(this.operand)
    })
  })

  private readonly arithmeticOperators: Alternatives = [
    { ALT: () => this.CONSUME(Plus, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(Minus, { LABEL: 'operator' }) },
    { ALT: () => this.CONSUME(Star, { LABEL: 'operator' }) },
  ]

  readonly operand: Rule = this.RULE('operand', () => {
    this.MANY(() => this.CONSUME(Minus))
    this.OR(this.operandAlternatives)
  })

  private readonly operandAlternatives: Alternatives = [
    {
      ALT: () => {
        this.CONSUME(Name)
        this.OPTION(() => this.SUBRULE(this.call))
      },
    },
    { ALT: () => this.CONSUME(Quantity, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(Text, { LABEL: 'lone' }) },
    { ALT: () => this.SUBRULE(this.group, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.hasCapability, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.topRank, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.knownField, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.matchTable, { LABEL: 'phrase' }) },
    { ALT: () => this.SUBRULE(this.rawTerm, { LABEL: 'phrase' }) },
    { ALT: () => this.CONSUME(k.true, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.false, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.healthy, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.fits, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.enabled, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(InScope, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.anything, { LABEL: 'lone' }) },
    { ALT: () => this.CONSUME(k.nothing, { LABEL: 'lone' }) },
  ]

  readonly call: Rule = this.RULE('call', () => {
    this.CONSUME(LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.expression) })
    this.CONSUME(RightParen)
  })

  readonly group: Rule = this.RULE('group', () => {
    this.CONSUME(LeftParen)
    this.SUBRULE(this.expression)
    this.CONSUME(RightParen)
  })

  readonly hasCapability: Rule = this.RULE('hasCapability', () => {
    this.CONSUME(k.has)
    this.SUBRULE(this.word)
  })

  readonly topRank: Rule = this.RULE('topRank', () => {
    this.CONSUME(k.top)
    this.SUBRULE(this.arithmetic)
    this.CONSUME(k.by)
    this.CONSUME(Name)
  })

  readonly knownField: Rule = this.RULE('knownField', () => {
    this.CONSUME(k.known)
    this.CONSUME(Name)
  })

  readonly matchTable: Rule = this.RULE('matchTable', () => {
    this.CONSUME(k.match)
    this.CONSUME(Name)
    this.CONSUME(LeftCurly)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.arm) })
    this.CONSUME(RightCurly)
  })

  readonly arm: Rule = this.RULE('arm', () => {
    this.CONSUME(Word)
    this.CONSUME(Colon)
    this.SUBRULE(this.expression)
  })

  readonly word: Rule = this.RULE('word', () => {
    this.OR([{ ALT: () => this.CONSUME(Word) }, { ALT: () => this.CONSUME(Text) }])
  })

  // Raw terms -----------------------------------------------------------------------------------

  readonly rawTerm: Rule = this.RULE('rawTerm', () => {
    this.CONSUME(k.term)
    this.SUBRULE(this.jsonArray)
  })

  readonly json: Rule = this.RULE('json', () => {
    this.OR(this.jsonAlternatives)
  })

  private readonly jsonAlternatives: Alternatives = [
    { ALT: () => this.CONSUME(Text) },
    {
      ALT: () => {
        this.OPTION(() => this.CONSUME(Minus))
        this.CONSUME(PlainNumber)
      },
    },
    { ALT: () => this.SUBRULE(this.jsonArray) },
    { ALT: () => this.SUBRULE(this.jsonObject) },
    { ALT: () => this.CONSUME(k.true) },
    { ALT: () => this.CONSUME(k.false) },
    { ALT: () => this.CONSUME(k.null) },
  ]

  readonly jsonArray: Rule = this.RULE('jsonArray', () => {
    this.CONSUME(LeftSquare)
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.json) })
    this.CONSUME(RightSquare)
  })

  readonly jsonObject: Rule = this.RULE('jsonObject', () => {
    this.CONSUME(LeftCurly)
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.jsonMember) })
    this.CONSUME(RightCurly)
  })

  readonly jsonMember: Rule = this.RULE('jsonMember', () => {
    this.CONSUME(Text)
    this.CONSUME(Colon)
    this.SUBRULE(this.json)
  })

  // Flows and claims ----------------------------------------------------------------------------

  readonly flowItem: Rule = this.RULE('flowItem', () => {
    this.CONSUME(k.flow)
    this.CONSUME(Name)
    this.CONSUME(Equal)
    this.MANY(() => this.SUBRULE(this.flowNode))
    this.CONSUME(k.return)
    this.CONSUME1(Name)
  })

  readonly flowNode: Rule = this.RULE('flowNode', () => {
    this.CONSUME(Name)
    this.CONSUME(Equal)
    this.CONSUME(k.ask)
    this.SUBRULE(this.reference)
    this.CONSUME(Text)
    this.CONSUME(k.with)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME1(Name, { LABEL: 'input' }) })
    this.OPTION(() => {
      this.CONSUME(k.template)
      this.CONSUME1(Text)
    })
  })

  readonly proveItem: Rule = this.RULE('proveItem', () => {
    this.CONSUME(k.prove)
    this.SUBRULE(this.reference)
    this.CONSUME(k.implies)
    this.SUBRULE(this.expression)
  })

  readonly testItem: Rule = this.RULE('testItem', () => {
    this.CONSUME(k.test)
    this.CONSUME(Text)
    this.OPTION(() => {
      this.CONSUME(k.on)
      this.CONSUME1(Text)
    })
    this.OPTION1(() => {
      this.CONSUME(k.for)
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.testedValues) })
    })
    this.CONSUME(Equal)
    this.AT_LEAST_ONE(() => this.SUBRULE(this.expectation))
  })

  readonly testedValues: Rule = this.RULE('testedValues', () => {
    this.CONSUME(Name)
    this.CONSUME(k.in)
    this.CONSUME(LeftSquare)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.value) })
    this.CONSUME(RightSquare)
  })

  readonly expectation: Rule = this.RULE('expectation', () => {
    this.SUBRULE(this.reference)
    this.OR([
      { ALT: () => this.SUBRULE(this.rejectsRoute, { LABEL: 'claim' }) },
      { ALT: () => this.SUBRULE(this.picksRoute, { LABEL: 'claim' }) },
      { ALT: () => this.SUBRULE(this.keepsCount, { LABEL: 'claim' }) },
      { ALT: () => this.SUBRULE(this.ordersRoutes, { LABEL: 'claim' }) },
    ])
  })

  readonly rejectsRoute: Rule = this.RULE('rejectsRoute', () => {
    this.CONSUME(k.rejects)
    this.CONSUME(Text)
    this.OPTION(() => {
      this.CONSUME(k.because)
      this.SUBRULE(this.expression)
    })
  })

  readonly picksRoute: Rule = this.RULE('picksRoute', () => {
    this.OPTION(() => this.CONSUME(k.never))
    this.CONSUME(k.picks)
    this.CONSUME(Text)
  })

  readonly keepsCount: Rule = this.RULE('keepsCount', () => {
    this.CONSUME(k.keeps)
    this.CONSUME(k.at)
    this.CONSUME(k.least)
    this.SUBRULE(this.arithmetic)
  })

  readonly ordersRoutes: Rule = this.RULE('ordersRoutes', () => {
    this.CONSUME(k.orders)
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => this.CONSUME(Text) })
  })

  constructor({ skipValidations }: { readonly skipValidations: boolean }) {
    super([...VOCABULARY], {
      maxLookahead: 1,
      skipValidations,
      recoveryEnabled: false,
      nodeLocationTracking: 'none',
      traceInitPerf: false,
      errorMessageProvider: WANTED_TOKEN,
    })
    this.performSelfAnalysis()
  }
}

/** Texts of errors are made in `explain-failure.ts`; all it has to know is the token wanted. */
const WANTED_TOKEN: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.name,
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: () => '',
  buildEarlyExitMessage: () => '',
}
