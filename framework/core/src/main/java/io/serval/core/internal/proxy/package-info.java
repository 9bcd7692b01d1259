/** Reading what proxies say of their clients. */
@org.jspecify.annotations.NullMarked
package io.serval.core.internal.proxy;
