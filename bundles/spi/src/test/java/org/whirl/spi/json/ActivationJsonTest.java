package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.whirl.spi.json.Fixtures.json;
import static org.whirl.spi.json.Fixtures.reread;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.Test;
import org.whirl.spi.entity.Activation;

/** The records of the contract: REST API, sections 4.7, 4.8 and 5.3, and invoker and messaging, section 19.4. */
public final class ActivationJsonTest {
    private static final String ID = "4fd5c3a2b8e94e0e95c3a2b8e91e0e22";
    private static final String STORED = "{'entityType':'activation','activationId':'" + ID + "','namespace':'guest',"
            + "'name':'hello','subject':'guest','cause':'0a1b2c3d4e5f60718293a4b5c6d7e8f9','start':1785501543000,"
            + "'end':1785501543120,'duration':120,'response':{'statusCode':0,'result':{},'size':42},"
            + "'logs':['2026-01-05T10:11:12.123456789Z stdout: hello'],'version':'0.0.3','publish':false,"
            + "'annotations':[{'key':'path','value':'guest/util/hello'}]}";
    private static final String FIRED = "{'entityType':'activation','activationId':'" + ID + "','namespace':'guest',"
            + "'name':'tick','subject':'guest','start':1785501543000,'end':0,'response':{'statusCode':0,'result':{}},"
            + "'logs':['{}'],'version':'0.0.1','publish':false,'annotations':[]}";

    private static Activation read(String text) {
        return ActivationJson.readDocument(json(text));
    }

    @Test
    public void storedDocuments() {
        assertThat(reread(ActivationJson.writeDocument(read(STORED)))).isEqualTo(json(STORED));
        assertThat(reread(ActivationJson.writeDocument(read(FIRED)))).isEqualTo(json(FIRED));
    }

    @Test
    public void aMissingDurationIsComputed() {
        ObjectNode document = json(STORED);
        document.remove("duration");
        assertThat(ActivationJson.readDocument(document).duration()).contains(120L);
        assertThat(read(FIRED).duration()).isEmpty();
    }

    @Test
    public void theRecordThatClientsSee() {
        String record = "{'namespace':'guest','name':'greet','version':'0.0.3','publish':false,'subject':'guest',"
                + "'activationId':'0a1b2c3d4e5f60718293a4b5c6d7e8f9','start':1790000001000,'end':1790000001042,"
                + "'duration':42,'cause':'ffeeddccbbaa99887766554433221100',"
                + "'response':{'status':'success','success':true,'result':{'hi':'world'},'size':14},"
                + "'logs':['2026-09-21T14:13:21.010203405Z stdout: hello'],"
                + "'annotations':[{'key':'path','value':'guest/tools/greet'},{'key':'waitTime','value':12},"
                + "{'key':'kind','value':'nodejs:20'},{'key':'timeout','value':false},{'key':'limits','value':"
                + "{'timeout':60000,'memory':256,'logs':10,'concurrency':1}},{'key':'initTime','value':30}]}";
        ObjectNode document = json(record);
        document.set("response", json("{'statusCode':0,'result':{'hi':'world'},'size':14}"));
        assertThat(reread(ActivationJson.write(ActivationJson.readDocument(document))))
                .isEqualTo(json(record));
    }

    @Test
    public void everyOutcome() {
        String[] words = {"success", "application error", "action developer error", "whisk internal error"};
        for (int code = 0; code < words.length; code++) {
            Activation activation = read(STORED.replace("'statusCode':0", "'statusCode':" + code));
            ObjectNode response = ActivationJson.writeResponse(activation.response());
            assertThat(response.get("status").textValue()).isEqualTo(words[code]);
            assertThat(response.get("success").booleanValue()).isEqualTo(code == 0);
            assertThat(ActivationJson.writeSummary(activation).get("statusCode").intValue())
                    .isEqualTo(code);
        }
    }

    @Test
    public void listEntries() {
        assertThat(reread(ActivationJson.writeSummary(read(STORED))))
                .isEqualTo(json("{'namespace':'guest','name':'hello','version':'0.0.3','publish':false,"
                        + "'activationId':'" + ID + "','start':1785501543000,'end':1785501543120,'duration':120,"
                        + "'statusCode':0,'cause':'0a1b2c3d4e5f60718293a4b5c6d7e8f9',"
                        + "'annotations':[{'key':'path','value':'guest/util/hello'}]}"));
        assertThat(reread(ActivationJson.writeSummary(read(FIRED))))
                .isEqualTo(json("{'namespace':'guest','name':'tick','version':'0.0.1','publish':false,"
                        + "'activationId':'" + ID + "','start':1785501543000,'annotations':[]}"));
    }

    @Test
    public void listsComputeTheDurationOfSequences() {
        Activation sequence = read(STORED.replace("'duration':120", "'duration':50"));
        assertThat(ActivationJson.write(sequence).get("duration").longValue()).isEqualTo(50);
        assertThat(ActivationJson.writeSummary(sequence).get("duration").longValue())
                .isEqualTo(120);
    }
}
