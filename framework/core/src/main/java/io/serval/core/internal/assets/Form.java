package io.serval.core.internal.assets;

/** One of the forms that an asset is there in. */
record Form(Coding coding, Loaded file) {}
