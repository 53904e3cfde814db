package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class ByteSizesTest {
    @Test
    public void sizesAreReadWithTheirUnits() {
        Map.of("1 MB", 1048576L, "1m", 1048576L, "2kb", 2048L, " 5 B ", 5L, "0 B", 0L, "1 GB", 1073741824L)
                .forEach((text, bytes) ->
                        assertThat(ByteSizes.parse(text)).as(text).isEqualTo(bytes));
        for (String wrong : List.of("", "MB", "1", "1.5 MB", "-1 B", "1 TB", "1 MB or so")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> ByteSizes.parse(wrong));
        }
    }

    @Test
    public void sizesAreWrittenShort() {
        Map.of(1048576L, "1 MB", 1025L, "1025 B", 2048L, "2 KB", 0L, "0 B", 1L << 40, "1024 GB")
                .forEach((bytes, text) -> assertThat(ByteSizes.shortest(bytes)).isEqualTo(text));
        assertThat(ByteSizes.bytes(7)).isEqualTo("7 B");
    }
}
