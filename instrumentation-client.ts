import { config } from "zod/v4/core";

// Before any schema is made: zod would try whether it may compile code, which the page's policy refuses and reports.
config({ jitless: true });

// The first format of all takes a phone 70 ms: in a moment of its own, not amid what is being shown.
setTimeout(() => Intl.NumberFormat(), 0);
