package org.whirl.spi.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.whirl.spi.json.Fixtures.json;
import static org.whirl.spi.json.Fixtures.reread;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.Test;
import org.whirl.spi.entity.Action;
import org.whirl.spi.entity.ActionLimits;
import org.whirl.spi.entity.Code;
import org.whirl.spi.entity.Entity;

/** The documents of the contract: REST API, section 3, and invoker and messaging, section 19. */
public final class EntityJsonTest {
    private static final String STORED_ACTION = "{'entityType':'action','namespace':'guest/util','name':'hello',"
            + "'exec':{'kind':'nodejs:20','binary':false,'main':'main','code':{'attachmentName':'couch:4c2f',"
            + "'attachmentType':'text/plain; charset=UTF-8'}},'parameters':[{'key':'db','value':'x','init':true}],"
            + "'limits':{'timeout':60000,'memory':256,'logs':10,'concurrency':1},'version':'0.0.3','publish':false,"
            + "'annotations':[{'key':'provide-api-key','value':false},{'key':'exec','value':'nodejs:20'}],"
            + "'updated':1785501500000}";

    private static void assertDocument(String text) {
        assertThat(reread(EntityJson.writeDocument(EntityJson.readDocument(json(text)))))
                .isEqualTo(json(text));
    }

    private static void assertAnswer(String text, String entityType) {
        Entity entity = EntityJson.readDocument(json(text).put("entityType", entityType));
        assertThat(reread(EntityJson.write(entity))).isEqualTo(json(text));
    }

    @Test
    public void actions() {
        assertDocument(STORED_ACTION);
        assertAnswer(
                "{'namespace':'guest/tools','name':'greet','version':'0.0.3','publish':false,'updated':1790000000123,"
                        + "'exec':{'kind':'nodejs:20','code':'function main(p) { return {hi: p.who} }','binary':false},"
                        + "'parameters':[{'key':'who','value':'world'}],"
                        + "'limits':{'timeout':60000,'memory':256,'logs':10,'concurrency':1},"
                        + "'annotations':[{'key':'provide-api-key','value':false},{'key':'exec','value':'nodejs:20'}]}",
                "action");
    }

    private static String exec(String exec) {
        return Json.text(json(STORED_ACTION).set("exec", json(exec)));
    }

    @Test
    public void everyFormOfExec() {
        assertDocument(exec("{'kind':'sequence','components':['/guest/a','/guest/util/b']}"));
        assertDocument(exec("{'kind':'blackbox','image':'repo/name:tag','binary':false}"));
        assertDocument(exec("{'kind':'blackbox','image':'repo/name','code':'QUJD','binary':true,'main':'m'}"));
        assertDocument(exec("{'kind':'java:8','code':'QUJD','binary':true,'main':'Hello'}"));
        assertDocument(exec("{'kind':'nodejs:20','binary':true,'code':{'attachmentName':'mem:QUJD',"
                + "'attachmentType':'application/octet-stream','length':3,'digest':'sha256-b5d4'}}"));
    }

    @Test
    public void veryOldActionsHaveAJar() {
        Entity entity =
                EntityJson.readDocument(json(exec("{'kind':'java:8','jar':'QUJD','binary':true,'main':'Hello'}")));
        assertThat(((Action) entity).exec().code()).contains(new Code.Inline("QUJD"));
    }

    @Test
    public void limitsThatAreMissingAreTheDefaults() {
        ObjectNode document = json(STORED_ACTION);
        document.set("limits", json("{'timeout':1000,'memory':128}"));
        ActionLimits limits = ((Action) EntityJson.readDocument(document)).limits();
        assertThat(limits.logs()).isEqualTo(ActionLimits.DEFAULT.logs());
        assertThat(limits.concurrency()).isEqualTo(ActionLimits.DEFAULT.concurrency());
        document.set("limits", json("{'timeout':1000,'memory':128,'logs':1,'concurrency':2,'instances':3}"));
        assertThat(reread(EntityJson.writeDocument(EntityJson.readDocument(document))))
                .isEqualTo(document);
    }

    @Test
    public void packagesAndBindings() {
        assertAnswer(
                "{'namespace':'guest','name':'tools','version':'0.0.1','publish':true,'updated':1790000000123,"
                        + "'binding':{},'parameters':[{'key':'host','value':'db.example'}],"
                        + "'annotations':[{'key':'description','value':'helpers'}]}",
                "package");
        assertDocument("{'entityType':'package','namespace':'guest','name':'mine','version':'0.0.1','publish':false,"
                + "'updated':1,'binding':{'namespace':'guest','name':'util'},'parameters':[],"
                + "'annotations':[{'key':'binding','value':{'namespace':'guest','name':'util'}}]}");
    }

    @Test
    public void triggers() {
        assertAnswer(
                "{'namespace':'guest','name':'tick','version':'0.0.1','publish':false,'updated':1790000000123,"
                        + "'parameters':[],'annotations':[],'limits':{},"
                        + "'rules':{'guest/onTick':{'action':{'path':'guest/tools','name':'greet'},'status':'active'}}}",
                "trigger");
        for (String rules : new String[] {"", ",'rules':{}"}) {
            assertDocument("{'entityType':'trigger','namespace':'guest','name':'t1','version':'0.0.1','publish':false,"
                    + "'updated':1,'parameters':[],'limits':{},'annotations':[]" + rules + "}");
        }
        assertDocument("{'entityType':'trigger','namespace':'guest','name':'t1','version':'0.0.1','publish':false,"
                + "'updated':1,'parameters':[],'limits':{},'annotations':[],'rules':{'guest/r1':{'action':"
                + "{'path':'guest','name':'hello'},'status':'inactive'}}}");
    }

    @Test
    public void rulesOfTriggersMayBeNull() {
        ObjectNode document = json("{'entityType':'trigger','namespace':'guest','name':'t1','version':'0.0.1',"
                + "'publish':false,'updated':1,'parameters':[],'limits':{},'annotations':[],'rules':null}");
        ObjectNode written = EntityJson.writeDocument(EntityJson.readDocument(document));
        document.remove("rules");
        assertThat(reread(written)).isEqualTo(document);
    }

    @Test
    public void rules() {
        assertAnswer(
                "{'namespace':'guest','name':'onTick','version':'0.0.1','publish':false,'updated':1790000000123,"
                        + "'trigger':{'path':'guest','name':'tick'},'action':{'path':'guest/tools','name':'greet'},"
                        + "'annotations':[]}",
                "rule");
    }

    @Test
    public void whatAReaderInsistsOn() {
        for (String member : new String[] {
            "namespace", "name", "version", "publish", "annotations", "updated", "parameters", "limits", "exec"
        }) {
            ObjectNode document = json(STORED_ACTION);
            document.remove(member);
            assertThatThrownBy(() -> EntityJson.readDocument(document))
                    .as(member)
                    .hasMessage("member '" + member + "' is missing");
        }
        assertThatThrownBy(() -> EntityJson.readDocument(json(STORED_ACTION).put("entityType", "other")))
                .hasMessage("entityType 'other' is unknown");
    }
}
