import { testCallbacks } from "./ways";

testCallbacks("the webhook key");
