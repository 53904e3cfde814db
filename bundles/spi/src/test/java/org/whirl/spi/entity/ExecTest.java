package org.whirl.spi.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public final class ExecTest {
    @Test
    public void base64CountsAsBinary() {
        for (String code : List.of("abcd", "QUJD", "QUI=", "QQ==", "ab+/", " QUJD\n", "UEsDBAoAAAAAAA==")) {
            assertThat(Exec.isBinary(code)).as(code).isTrue();
        }
    }

    @Test
    public void everythingElseIsSource() {
        for (String code : List.of(
                "",
                " ",
                "abc",
                "abcde",
                "QQ=",
                "Q===",
                "====",
                "QU=D",
                "ab-_",
                "ab cd",
                "function main() {}",
                "ab\ncd12")) {
            assertThat(Exec.isBinary(code)).as(code).isFalse();
        }
    }
}
