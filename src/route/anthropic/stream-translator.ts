import type { UpstreamError } from './upstream-error.ts'

/**
 * Turns the events of one stream into those of another as they come. It knows nothing of bytes: an
 * event is the JSON behind `data:`, parsed. What it holds does not grow with the stream but for the
 * thoughts that have to be given back whole, which are bounded.
 */
export interface StreamTranslator<Event> {
  /** What follows from one event of upstream. */
  take(event: unknown): readonly StreamPart<Event>[]
  /** What follows when upstream ends its stream, with `[DONE]` or by closing it. */
  end(): readonly StreamPart<Event>[]
}

/** After `done` or `failed` nothing follows, whatever comes. */
export type StreamPart<Event> =
  | { readonly kind: 'event'; readonly event: Event }
  /** The answer is whole. */
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: UpstreamError }

/** One step of a translation: what it answers is sent, and an error ends the stream. */
export type StreamStep<Event> =
  | { readonly events: readonly Event[]; readonly isDone?: true }
  | { readonly error: UpstreamError }

/** Calls the steps until one of them ends the stream. */
export function translator<Event>(steps: {
  take(event: unknown): StreamStep<Event>
  end(): StreamStep<Event>
}): StreamTranslator<Event> {
  let isOver = false
  function partsOf(step: StreamStep<Event>): readonly StreamPart<Event>[] {
    if ('error' in step) {
      isOver = true
      return [{ kind: 'failed', error: step.error }]
    }
    const parts: StreamPart<Event>[] = step.events.map((event) => ({ kind: 'event', event }))
    if (step.isDone !== true) return parts
    isOver = true
    return [...parts, { kind: 'done' }]
  }
  return {
    take: (event) => (isOver ? [] : partsOf(steps.take(event))),
    end: () => (isOver ? [] : partsOf(steps.end())),
  }
}
