import type {
  Amount,
  FieldProblem,
  InvoiceForm,
  InvoiceLineForm,
  OpenDeposit,
  PaymentMethod,
  PriceItem,
  ServiceKind,
} from "../../platform/bindings";
import { newIntent } from "../../state/intent";
import { typedAmount } from "../../text/decimal";
import type { SlipUse } from "../money/slips";

/** How money can be taken, in the order of use. */
export const METHODS: readonly PaymentMethod[] = ["cash", "card", "transfer", "other"];

/** Where a fiscal receipt is printed beside the invoice. */
export const hasReceipt = (method: PaymentMethod | null) => method === "cash" || method === "card";

/** A line as it is typed. */
export interface Line {
  kind: ServiceKind;
  code: string;
  name: string;
  quantity: string;
  /** Another price than the list's; empty: the list's. */
  price: string;
  listed: Amount | null;
  priceMayChange: boolean;
  takesQuantity: boolean;
}

/** An invoice as it is typed. Its intent is made with it: whatever happens on the way, it is one invoice. */
export interface Typed {
  intent: string;
  search: string;
  workPoint: string | null;
  lines: readonly Line[];
  method: PaymentMethod | null;
  /** What the patient put on the counter, in cash. */
  given: string;
  fiscalReceipt: string;
  cardSlip: string;
  /** Whether the money is taken now, or was taken on a slip before. */
  taking: SlipUse;
  /** The open deposit that a person has looked at and found used up, as it was told. */
  depositUsed: string | null;
}

/** Nothing typed yet. */
export function blank(): Typed {
  return {
    intent: newIntent(),
    search: "",
    workPoint: null,
    lines: [],
    method: null,
    given: "",
    fiscalReceipt: "",
    cardSlip: "",
    taking: null,
    depositUsed: null,
  };
}

/** The most of one service that a line can hold. */
const MOST = 9999;
const QUANTITY = /^\s*(\d{1,4})\s*[*×x]\s*(?=\S|$)(.*)$/i;

/** "3* cons": how many, and what is looked for; one where no number stands before a star. */
export function readSearch(text: string): { quantity: number; sought: string } {
  const [, digits, sought = ""] = QUANTITY.exec(text) ?? [];
  const quantity = Number(digits ?? "1");
  return quantity >= 1 && digits ? { quantity, sought: sought.trim() } : { quantity: 1, sought: text.trim() };
}

const quantityOf = (text: string) => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0);

/** The lines with so many more of a service: one line for each, as the price list has it. */
export function withItem(lines: readonly Line[], item: PriceItem, quantity: number): Line[] {
  const same = ({ kind, code }: Line) => kind === item.kind && code === item.code;
  if (lines.some(same)) {
    return lines.map((line) =>
      same(line) && line.takesQuantity
        ? { ...line, quantity: String(Math.min(MOST, quantityOf(line.quantity) + quantity)) }
        : line,
    );
  }
  return [
    ...lines,
    {
      kind: item.kind,
      code: item.code,
      name: item.name,
      quantity: item.takes_quantity ? String(quantity) : "1",
      price: "",
      listed: item.price,
      priceMayChange: item.price_may_change,
      takesQuantity: item.takes_quantity,
    },
  ];
}

function lineOf({ kind, code, quantity, price }: Line): InvoiceLineForm {
  return {
    kind,
    code,
    quantity: quantityOf(quantity),
    ...(price.trim() === "" ? {} : { price: typedAmount(price) ?? price.trim() }),
  };
}

/** An open deposit as one text: another sum is another one to look at. */
export const depositTold = ({ sum }: OpenDeposit) => `${sum?.amount ?? ""} ${sum?.currency ?? ""}`.trim();

/** What the desk is asked about, and given. */
export function formOf(typed: Typed, workPoint: string, deposit: OpenDeposit | null): InvoiceForm {
  const { method, fiscalReceipt, cardSlip } = typed;
  const receipt = fiscalReceipt.trim();
  const slip = cardSlip.trim();
  return {
    work_point: workPoint,
    lines: typed.lines.map(lineOf),
    payment: {
      // A total does not hang on the way of paying; nothing is sent before a person has chosen it.
      method: method ?? "cash",
      ...(receipt && hasReceipt(method) ? { fiscal_receipt: receipt } : {}),
      ...(slip && method === "card" ? { card_slip: slip } : {}),
    },
    deposit_used: deposit !== null && typed.depositUsed === depositTold(deposit),
  };
}

/** What only the page can see: what cannot be read, and what nobody has chosen. */
export function typedProblems({ lines, method }: Typed): FieldProblem[] {
  const problems: FieldProblem[] = [];
  lines.forEach(({ quantity, price }, index) => {
    if (quantityOf(quantity) < 1)
      problems.push({ field: `lines.${index}.quantity`, reason: "not-a-quantity" });
    if (price.trim() !== "" && typedAmount(price) === null)
      problems.push({ field: `lines.${index}.price`, reason: "not-an-amount" });
  });
  if (method === null) problems.push({ field: "payment.method", reason: "required" });
  return problems;
}
