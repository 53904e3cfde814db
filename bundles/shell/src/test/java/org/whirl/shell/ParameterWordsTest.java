package org.whirl.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;
import org.whirl.spi.json.Json;

public final class ParameterWordsTest {
    @Test
    public void jsonIsJsonAndTheRestIsText() {
        List<String> pairs =
                List.of("a=1", "b=true", "c=[1,{}]", "d=world", "e=", "f=x=y", "g=\"1\"", "h=null", "i=1 2");
        assertThat(Json.text(ParameterWords.payload(pairs)))
                .isEqualTo("{\"a\":1,\"b\":true,\"c\":[1,{}],\"d\":\"world\",\"e\":\"\",\"f\":\"x=y\",\"g\":\"1\","
                        + "\"h\":null,\"i\":\"1 2\"}");
    }

    @Test
    public void boundParametersAreKeysAndValues() {
        assertThat(Json.text(ParameterWords.bound(List.of("a=1", "b=x"))))
                .isEqualTo("[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":\"x\"}]");
    }

    @Test
    public void aLoneKeyIsRefused() {
        assertThatThrownBy(() -> ParameterWords.payload(List.of("a")))
                .hasMessageContaining("parameter 'a' has no value");
    }
}
