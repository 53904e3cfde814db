/**
 * The HTTP server of the Java image, in a jar of its own: the bundle only carries it. Classes on the way to the open port
 * do without lambdas, which cost a new process more time than all the rest.
 */
package org.whirl.runtime.java.proxy;
