package org.whirl.spi.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Test;
import org.whirl.spi.WhirlException;

/** The table of contract section 1.8 of the REST API. */
public final class NamesTest {
    @Test
    public void legalNames() {
        for (String name :
                List.of("a", "_", "_a", "9lives", "A-b", "a b", "a.b@c & d", "a@", "a-", "a&", "x".repeat(256))) {
            assertThat(EntityName.isLegal(name)).as(name).isTrue();
            assertThat(new EntityName(name).value()).isEqualTo(name);
            assertThat(EntityPath.of(name).namespace()).isEqualTo(name);
        }
    }

    @Test
    public void illegalNames() {
        for (String name :
                List.of("", " ", " a", "a ", "@a", ".a", "-a", "&a", "a/b", "a%b", "a\u00e4", "a\nb", "a+b", "a,b")) {
            assertThat(EntityName.isLegal(name)).as(name).isFalse();
            assertBadRequest(() -> new EntityName(name), "The name of the entity contains illegal characters.");
            assertBadRequest(() -> EntityPath.of(name), "The namespace contains illegal characters.");
        }
    }

    @Test
    public void namesThatAreTooLong() {
        String name = "x".repeat(257);
        assertThat(EntityName.isLegal(name)).isFalse();
        assertBadRequest(() -> new EntityName(name), "Name segement longer than allowed: 257 > 256.");
        assertBadRequest(() -> EntityPath.of(name), "Namespace longer than allowed: 257 > 256.");
    }

    @Test
    public void paths() {
        assertThat(EntityPath.parse("guest")).isEqualTo(EntityPath.of("guest"));
        assertThat(EntityPath.parse("guest/tools")).isEqualTo(EntityPath.of("guest", new EntityName("tools")));
        assertThat(EntityPath.parse("guest/tools").toString()).isEqualTo("guest/tools");
        assertBadRequest(() -> EntityPath.parse("a/b/c"), "The name of the entity contains illegal characters.");
    }

    @Test
    public void fullyQualifiedNames() {
        for (String text : List.of("/guest/hello", "guest/hello", "//guest//hello", "guest/hello/")) {
            assertThat(FullyQualifiedName.parse(text)).isEqualTo(FullyQualifiedName.of("guest", "hello"));
        }
        assertThat(FullyQualifiedName.parse("/guest/tools/hello").toString()).isEqualTo("guest/tools/hello");
        assertThat(FullyQualifiedName.parse("/guest/tools/hello").path().packageName())
                .contains(new EntityName("tools"));
    }

    @Test
    public void fullyQualifiedNamesThatAreNone() {
        for (String text : List.of("", "/", "hello", "/hello")) {
            assertBadRequest(
                    () -> FullyQualifiedName.parse(text),
                    "The request content was malformed:\nrequirement failed: The fully qualified name of the entity"
                            + " must contain at least the namespace and the name of the entity.");
        }
        assertBadRequest(
                () -> FullyQualifiedName.parse("a/b/c/d"),
                "The request content was malformed:\nfully qualified name malformed");
    }

    @Test
    public void activationIds() {
        assertThat(ActivationId.generate().value()).matches("[0-9a-f]{32}");
        assertThat(ActivationId.generate()).isNotEqualTo(ActivationId.generate());
        assertBadRequest(() -> new ActivationId("xyz"), "Activation id length is 3 but must be 32.");
        assertBadRequest(() -> new ActivationId("A".repeat(32)), "The activation id is not valid.");
    }

    static void assertBadRequest(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WhirlException.class, e -> {
            assertThat(e.kind()).isEqualTo(WhirlException.Kind.BAD_REQUEST);
            assertThat(e).hasMessage(message);
        });
    }
}
