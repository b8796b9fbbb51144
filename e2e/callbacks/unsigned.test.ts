import { testCallbacks } from "./ways";

testCallbacks(undefined);
