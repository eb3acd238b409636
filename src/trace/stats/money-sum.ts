import { add, type Decimal, decimalFrom, ZERO } from '../../catalog/money.ts'

/**
 * A sum of exact amounts: plain data, by the number of places of what was added, so that adding is
 * one addition of whole numbers. The order of adding and merging does not matter.
 */
export type MoneySum = Map<number, bigint>

export function addMoney(sum: MoneySum, { digits, exponent }: Decimal): void {
  sum.set(exponent, (sum.get(exponent) ?? 0n) + digits)
}

export function mergeMoney(into: MoneySum, from: MoneySum): void {
  for (const [exponent, digits] of from) addMoney(into, { digits, exponent })
}

export function totalOfMoney(sum: MoneySum): Decimal {
  return [...sum].map(([exponent, digits]): Decimal => ({ digits, exponent })).reduce(add, ZERO)
}

/** The amount that a record says; undefined where it says that nobody knows. */
export function amountOf(text: string | null | undefined): Decimal | undefined {
  return text === null || text === undefined ? undefined : decimalFrom(text)
}
