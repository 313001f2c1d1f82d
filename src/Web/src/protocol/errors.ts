/** Every refusal of the service. Anything else a client meets is a transport failure. */
export type ErrorCode =
  | "invalid_argument"
  | "unauthenticated"
  | "not_a_member"
  | "not_a_participant"
  | "forbidden"
  | "room_not_found"
  | "call_not_found"
  | "user_not_found"
  | "call_already_active"
  | "call_ended"
  | "target_not_in_call"
  | "stream_not_found"
  | "room_full"
  | "payload_too_large"
  | "rate_limited"
  | "unavailable";

const codes: Record<ErrorCode, true> = {
  invalid_argument: true,
  unauthenticated: true,
  not_a_member: true,
  not_a_participant: true,
  forbidden: true,
  room_not_found: true,
  call_not_found: true,
  user_not_found: true,
  call_already_active: true,
  call_ended: true,
  target_not_in_call: true,
  stream_not_found: true,
  room_full: true,
  payload_too_large: true,
  rate_limited: true,
  unavailable: true,
};

export interface WireError {
  code: string;
  message: string;
  details?: Readonly<Record<string, unknown>> | null;
}

/** A refusal as a value that can be thrown: the code decides, the message is for people. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }

  /** How long to wait before trying again, in milliseconds; 0 when the service did not say. */
  get retryAfterMs(): number {
    const value = this.details["retry_after_ms"];
    return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
  }

  /** An unknown code reads as `unavailable`: the outcome is unknown to this client. */
  static fromWire(error: WireError): Refusal {
    const known = Object.hasOwn(codes, error.code);
    return new Refusal(known ? (error.code as ErrorCode) : "unavailable", error.message, error.details ?? {});
  }
}

export function isRefusal(error: unknown, ...wanted: ErrorCode[]): error is Refusal {
  return error instanceof Refusal && (wanted.length === 0 || wanted.includes(error.code));
}
