import type { Name } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import { DEFINITION_KINDS } from '../resolve/module.ts'
import { isSubjectName, SUBJECTS } from '../resolve/subjects.ts'
import { isExplaining, suggest } from '../suggest.ts'
import { CAPABILITIES } from './capability.ts'
import { placeIn, report, type Scope } from './scope.ts'
import type { Typed } from './typed.ts'

/**
 * What a name that stands by itself means: a parameter, a `let`, a field, or `provider` and its
 * like. Adds UH1001 for none of these, UH1018 for a policy or a flow.
 */
export function inferName(name: Name, scope: Scope): Typed | undefined {
  const { text } = name
  const place = placeIn(scope, name)
  if (scope.params.has(text)) {
    const param = scope.params.get(text)
    return (
      param && { sort: 'constant', type: param.type, constant: { kind: 'param', place, param } }
    )
  }
  const { names } = scope.module
  const definition = names.get(text)
  if (definition?.kind === 'let') return scope.context.lets.get(definition)
  const info = scope.context.vocabulary.info.get(text)
  if (info !== undefined) {
    return 'unit' in info
      ? { sort: 'score', score: { kind: 'field', place, field: info }, unit: info.unit }
      : { sort: 'condition', condition: { kind: 'is', place, field: info.name } }
  }
  if (isSubjectName(text)) return { sort: 'subject', subject: text, place }
  if (definition !== undefined) {
    return report(scope, 'UH1018', {
      node: name,
      message: `\`${text}\` is ${DEFINITION_KINDS[definition.kind]}, which cannot stand in an expression`,
    })
  }
  return names.has(text) ? undefined : reportUnknown(name, scope)
}

function reportUnknown(name: Name, scope: Scope): undefined {
  const { text, span } = name
  const message = `\`${text}\` is not a field, a \`let\` or a parameter`
  const { diagnostics } = scope.context
  if (!isExplaining(diagnostics)) return report(scope, 'UH1001', { node: name, message })
  const nearest = suggest(text, namesInReach(scope), diagnostics)
  const phrase = phraseFor(text, scope)
  if (phrase !== undefined) {
    return report(scope, 'UH1001', {
      node: name,
      message,
      help: `did you mean \`${phrase}\`?`,
      fix: writeInstead(span, phrase),
    })
  }
  if (nearest !== undefined && !isShortened(text, scope)) {
    return report(scope, 'UH1001', {
      node: name,
      message,
      help: `did you mean \`${nearest}\`?`,
      fix: writeInstead(span, nearest),
    })
  }
  return report(scope, 'UH1001', { node: name, message, help: hint(text, scope) })
}

/** Every name that would mean something here, ranks left out: they come with their fields. */
function namesInReach({ params, module, context }: Scope): readonly string[] {
  const lets = [...module.names].flatMap(([name, each]) => (each?.kind === 'let' ? [name] : []))
  return [...SUBJECTS, ...params.keys(), ...lets, ...fieldNames(context.vocabulary.info)]
}

function fieldNames(info: ReadonlyMap<string, unknown>): readonly string[] {
  return [...info.keys()].filter((name) => !name.endsWith('_rank'))
}

/** The phrase for a name that stands in one: a capability or a provider. */
function phraseFor(text: string, { context }: Scope): string | undefined {
  if (CAPABILITIES.has(text)) return `has ${text}`
  return context.vocabulary.providers.includes(text) ? `provider is ${text}` : undefined
}

/** Whether it is the beginning of fields: `price`, of `price_in` and `price_out`. */
function isShortened(text: string, { context }: Scope): boolean {
  return fieldNames(context.vocabulary.info).some((name) => name.startsWith(`${text}_`))
}

function hint(text: string, { context }: Scope): string {
  const fields = fieldNames(context.vocabulary.info)
  const longer = fields.filter((name) => name.startsWith(`${text}_`))
  if (longer.length > 0) {
    return `did you mean ${longer.map((name) => `\`${name}\``).join(' or ')}?`
  }
  const some = fields.slice(0, 6).map((name) => `\`${name}\``)
  return `fields are ${some.join(', ')}, …; a text stands in double quotes`
}
