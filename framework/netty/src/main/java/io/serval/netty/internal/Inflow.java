package io.serval.netty.internal;

/** Where the pieces of a body come from, and how its sender is held back. Called on the loop. */
interface Inflow {
    /** Lets no more come, as far as that is possible: what is under way already still arrives. */
    void pause();

    /** Lets more come. */
    void resume();

    /** Sends the interim response that an expecting client waits for (RFC 9110 §15.2.1), if the client is still there. */
    void sendContinue();
}
