package org.whirl.spi.messaging;

/** What travels between controllers and invokers. */
public sealed interface Message permits ActivationMessage, AcknowledgementMessage, PingMessage {}
