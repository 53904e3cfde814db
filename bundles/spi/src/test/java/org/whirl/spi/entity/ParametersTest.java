package org.whirl.spi.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.Test;
import org.whirl.spi.json.Json;
import org.whirl.spi.json.ParametersJson;

public final class ParametersTest {
    private static JsonNode json(String text) {
        try {
            return Json.parse(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Parameters parameters(String text) {
        return ParametersJson.read(json(text));
    }

    private static void assertRoundTrip(String text, String written) {
        assertThat(ParametersJson.write(parameters(text))).isEqualTo(json(written));
        assertThat(Json.text(ParametersJson.write(parameters(text)))).isEqualTo(Json.text(json(written)));
    }

    @Test
    public void readsAndWritesTheArray() {
        assertRoundTrip("[]", "[]");
        String all = "[{'key':'','value':null},{'key':'b','value':{'x':[1,2.50,'y']},'init':true},"
                + "{'key':'a','value':'secret','encryption':'aes-256'}]";
        assertRoundTrip(all, all);
    }

    @Test
    public void otherMembersAndFalseInitAreDropped() {
        assertRoundTrip("[{'key':'a','value':1,'init':false,'more':2}]", "[{'key':'a','value':1}]");
    }

    @Test
    public void aRepeatedKeyKeepsItsFirstPlaceAndLastValue() {
        assertRoundTrip(
                "[{'key':'a','value':1},{'key':'b','value':2},{'key':'a','value':3}]",
                "[{'key':'a','value':3},{'key':'b','value':2}]");
    }

    @Test
    public void refusesEverythingElse() {
        for (String text : List.of(
                "{}",
                "null",
                "'a'",
                "[1]",
                "[[]]",
                "[null]",
                "[{}]",
                "[{'key':'a'}]",
                "[{'value':1}]",
                "[{'key':1,'value':1}]",
                "[{'key':null,'value':1}]",
                "[{'key':'a','value':1,'init':'true'}]",
                "[{'key':'a','value':1,'init':null}]",
                "[{'key':'a','value':1,'encryption':true}]",
                "[{'key':'a','value':1,'encryption':null}]")) {
            NamesTest.assertBadRequest(
                    () -> parameters(text), "The request content was malformed:\nparameters malformed!");
        }
    }

    @Test
    public void mergingOverlaysAndAppends() {
        Parameters merged = parameters("[{'key':'a','value':1},{'key':'b','value':2}]")
                .merge(parameters("[{'key':'c','value':3},{'key':'a','value':4}]"));
        assertThat(merged).isEqualTo(parameters("[{'key':'a','value':4},{'key':'b','value':2},{'key':'c','value':3}]"));
    }

    @Test
    public void orderMattersForEquality() {
        assertThat(parameters("[{'key':'a','value':1},{'key':'b','value':2}]"))
                .isNotEqualTo(parameters("[{'key':'b','value':2},{'key':'a','value':1}]"));
    }

    @Test
    public void truth() {
        Parameters values = parameters("[{'key':'t','value':true},{'key':'f','value':false},{'key':'0','value':0},"
                + "{'key':'1','value':0.5},{'key':'e','value':''},{'key':'s','value':'no'},{'key':'n','value':null},"
                + "{'key':'o','value':{'a':1}}]");
        assertThat(List.of("t", "1", "s")).allMatch(key -> values.isTruthy(key, false));
        assertThat(List.of("f", "0", "e", "n", "o")).noneMatch(key -> values.isTruthy(key, true));
        assertThat(values.isTruthy("missing", true)).isTrue();
        assertThat(values.isTrue("t")).isTrue();
        assertThat(values.isTrue("1")).isFalse();
    }
}
