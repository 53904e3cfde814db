package org.whirl.spi.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class SemanticVersionTest {
    @Test
    public void readsUpToThreeNumbers() {
        assertThat(SemanticVersion.parse("1.2.3")).hasToString("1.2.3");
        assertThat(SemanticVersion.parse("2")).hasToString("2.0.0");
        assertThat(SemanticVersion.parse("0.7")).hasToString("0.7.0");
        assertThat(SemanticVersion.parse("1.2.3.4")).hasToString("1.2.3");
        assertThat(SemanticVersion.parse("1.2.3.x")).hasToString("1.2.3");
    }

    @Test
    public void refusesEverythingElse() {
        for (String text : List.of("", "a", "1.", "1..2", "-1", "1.-2.0", "0.0.0", "0", "1.2.x", " 1", "1.5e3", ".1")) {
            NamesTest.assertBadRequest(
                    () -> SemanticVersion.parse(text),
                    "The request content was malformed:\nsemantic version malformed");
        }
    }

    @Test
    public void anUpdateRaisesThePatchNumber() {
        assertThat(SemanticVersion.FIRST).hasToString("0.0.1");
        assertThat(SemanticVersion.FIRST.next()).hasToString("0.0.2");
        assertThat(SemanticVersion.parse("1.2.9").next()).hasToString("1.2.10");
    }
}
