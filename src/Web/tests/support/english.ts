import { use } from "../../src/strings";

// Before a page says anything it has fetched a language, and so have the tests of its parts.
await use("en");
