package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.Test;

public final class JsonTest {
    @Test
    public void numbersStayAsTheyAre() throws JsonProcessingException {
        String text = "[1,1.0,2.50,12345678901234567890123,0.1234567890123456789,-0]";
        assertThat(Json.text(Json.parse(text))).isEqualTo(text.replace("-0", "0"));
    }

    @Test
    public void onlyOneValueIsRead() {
        for (String text : new String[] {"", " ", "{} {}", "{'a':1}", "{\"a\":}", "nul", "[1,]"}) {
            assertThatThrownBy(() -> Json.parse(text)).as(text).isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    public void nestingHasABound() throws JsonProcessingException {
        Json.parse("[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH));
        assertThatThrownBy(() -> Json.parse("[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1)))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    public void bytesThatAreNoUtf8CountAsReplacement() throws JsonProcessingException {
        byte[] bytes = "\"a?b\"".getBytes(StandardCharsets.US_ASCII);
        bytes[2] = (byte) 0xff;
        assertThat(Json.parse(bytes).textValue()).isEqualTo("a\ufffdb");
    }

    @Test
    public void halfASurrogatePairStaysEscaped() throws JsonProcessingException {
        String text = "[\"a\\uD83Db\",\"\ud83d\ude00\"]";
        assertThat(new String(Json.bytes(Json.parse(text)), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Test
    public void longTextsAreRead() throws JsonProcessingException {
        String code = "x".repeat(48 * 1024 * 1024);
        assertThat(Json.parse(("\"" + code + "\"").getBytes(StandardCharsets.US_ASCII))
                        .textValue())
                .hasSize(code.length());
    }
}
