// Evidence on the wire: created, mapped, handed in, sent back, read.
#include "nlohmann/json.hpp"
#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {
namespace {

class EvidenceTest : public AssessmentTest {
 protected:
  absl::StatusOr<v1::Evidence> Create(const v1::Evidence& evidence) {
    return Do(learner_, &Stub::CreateEvidence, CreateRequest(evidence));
  }
  absl::StatusOr<v1::Evidence> Get(const std::string& token,
                                   const std::string& name) {
    v1::GetEvidenceRequest request;
    request.set_name(name);
    return Do(token, &Stub::GetEvidence, request);
  }
  absl::StatusOr<v1::Evidence> Map(const std::string& evidence,
                                   const std::string& unit,
                                   const std::vector<std::string>& criteria) {
    return Do(learner_, &Stub::MapEvidence,
              MapRequest(evidence, unit, criteria));
  }
  absl::StatusOr<v1::Evidence> Submit(const std::string& evidence) {
    return Do(learner_, &Stub::SubmitEvidence, SubmitRequest(evidence));
  }
  absl::StatusOr<v1::Evidence> Return(const std::string& token,
                                      const std::string& evidence) {
    v1::ReturnEvidenceRequest request;
    request.set_request_id(NewId());
    request.set_name(evidence);
    request.set_reason("Add the alternatives.");
    return Do(token, &Stub::ReturnEvidence, request);
  }
};

// R72, R74, E33: the five named kinds, prior learning (D45) and others with a
// description.
TEST_F(EvidenceTest, AcceptsEveryKindFromTheWorkplace) {
  for (const auto kind :
       {v1::OBSERVATION, v1::WORK_PRODUCT, v1::WITNESS_TESTIMONY,
        v1::PROFESSIONAL_DISCUSSION, v1::QUESTIONING,
        v1::RECOGNITION_OF_PRIOR_LEARNING, v1::OTHER_WORKPLACE_EVIDENCE}) {
    const auto created = Create(NewEvidence(kind));

    ASSERT_THAT(created, IsOk()) << kind;
    EXPECT_EQ(created->state(), v1::EVIDENCE_DRAFT);
    EXPECT_EQ(created->kind(), kind);
    EXPECT_EQ(created->workplace(), "Harbour Street");
    EXPECT_EQ(created->performed_date(), "2026-11-20");
    EXPECT_EQ(created->created_by(), "ann");
    EXPECT_THAT(created->warnings(), IsEmpty());
    const auto read = Get(assessor_, created->name());
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->SerializeAsString(), created->SerializeAsString());
  }
}

// R81, E32, D36: at the kind, not at the decision.
TEST_F(EvidenceTest, RefusesSimulation) {
  EXPECT_THAT(
      Create(NewEvidence(v1::SIMULATION)),
      FailsWith(absl::StatusCode::kFailedPrecondition, "EVIDENCE_REFUSED"));
  EXPECT_THAT(Create(NewEvidence(v1::SIMULATION)),
              BreaksRules(Names{"SIMULATION"}));
}

// R26, and withdrawn or completed learners: every broken rule at once.
TEST_F(EvidenceTest, ComesAfterTheInductionOfAnActiveLearner) {
  learner_record().mutable_induction()->set_complete(false);
  learner_record().set_state(registration::v1::WITHDRAWN);
  PutRecord();

  EXPECT_THAT(Create(NewEvidence(v1::SIMULATION)),
              BreaksRules(Names{"SIMULATION", "REGISTRATION_NOT_ACTIVE",
                                "INDUCTION_INCOMPLETE"}));
}

// R78: a warning, not a refusal.
TEST_F(EvidenceTest, WarnsOfArrangedEvidence) {
  auto evidence = NewEvidence();
  evidence.set_occurrence(v1::ARRANGED);

  const auto created = Create(evidence);

  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(created->warnings(), SizeIs(1));
}

TEST_F(EvidenceTest, NamesEveryWrongField) {
  v1::CreateEvidenceRequest request;
  request.set_request_id("1");
  request.set_parent("registrations/../x");
  v1::Evidence& evidence = *request.mutable_evidence();
  evidence.set_kind(v1::OBSERVATION);
  evidence.set_performed_date("2026-11-25");  // tomorrow
  evidence.mutable_witness()->set_person("no spaces allowed");
  evidence.add_discussion()->set_time_stamp("12:30");

  EXPECT_THAT(
      Do(learner_, &Stub::CreateEvidence, request),
      NamesFields(Names{
          "request_id", "parent", "evidence.conditions", "evidence.title",
          "evidence.workplace", "evidence.performed_date",
          "evidence.occurrence", "evidence.witness.full_name",
          "evidence.witness.position", "evidence.witness.relationship",
          "evidence.witness.contact", "evidence.witness.signed_date",
          "evidence.witness.person", "evidence.discussion[0].unit",
          "evidence.discussion[0].criterion", "evidence.discussion[0].question",
          "evidence.discussion[0].note", "evidence.discussion[0].time_stamp"}));
}

// D33: records are about criteria that exist.
TEST_F(EvidenceTest, DiscussesOnlyWhatTheSyllabusHas) {
  auto evidence = NewEvidence(v1::QUESTIONING);
  evidence.mutable_discussion(0)->set_criterion("9.9");
  *evidence.add_discussion() = evidence.discussion(0);
  evidence.mutable_discussion(1)->set_unit("99");

  EXPECT_THAT(Create(evidence),
              NamesFields(Names{"evidence.discussion[0].criterion",
                                "evidence.discussion[1].unit"}));
}

TEST_F(EvidenceTest, IsCreatedByThoseWhoWorkWithTheLearner) {
  const auto request = [&] { return CreateRequest(NewEvidence()); };
  for (const auto& token : {learner_, tutor_, assessor_, admin_, partner_}) {
    EXPECT_THAT(Do(token, &Stub::CreateEvidence, request()), IsOk());
  }
  EXPECT_THAT(Do(verifier_, &Stub::CreateEvidence, request()),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Do("", &Stub::CreateEvidence, request()),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
}

// Who may not know gets the answer for what does not exist.
TEST_F(EvidenceTest, HidesItselfFromStrangers) {
  const std::string name = Created();

  const auto missing = Get(assessor_, "registrations/nobody/evidence/none");
  for (const auto& token : {other_learner_, stranger_, other_admin_}) {
    const auto hidden = Get(token, name);
    EXPECT_THAT(hidden, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
    EXPECT_EQ(hidden.status().message(), missing.status().message());
    EXPECT_THAT(Do(token, &Stub::MapEvidence, MapRequest(name, "57", {"1.1"})),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  EXPECT_THAT(Do(other_learner_, &Stub::SubmitEvidence, SubmitRequest(name)),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Return(stranger_, name),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  for (const auto& token : {learner_, tutor_, assessor_, verifier_, admin_,
                            manager_, awarding_, partner_, service_}) {
    EXPECT_THAT(Get(token, name), IsOk());
  }
}

TEST_F(EvidenceTest, IsMappedToCriteriaOfSeveralUnits) {
  const std::string name = Created();
  auto request = MapRequest(name, "57", {"1.1", "4.1"});
  v1::CriterionRef& more = *request.add_criteria();
  more.set_unit("67");
  more.set_criterion("1.3");  // E50: lost in the source, exists all the same

  const auto mapped = Do(learner_, &Stub::MapEvidence, request);

  ASSERT_THAT(mapped, IsOk());
  EXPECT_EQ(mapped->criteria_size(), 3);
  EXPECT_EQ(mapped->criteria(2).unit(), "67");
  EXPECT_NE(mapped->etag(), "");
  const auto replaced = Map(name, "63", {"1.1"});
  ASSERT_THAT(replaced, IsOk());
  EXPECT_EQ(replaced->criteria_size(), 1);
  EXPECT_NE(replaced->etag(), mapped->etag());
}

TEST_F(EvidenceTest, IsNotMappedElsewhere) {
  const std::string name = Created();
  auto request = MapRequest(name, "57", {"9.9"});
  v1::CriterionRef& other = *request.add_criteria();
  other.set_unit("64");
  other.set_criterion("1.1");

  const auto refused = Do(learner_, &Stub::MapEvidence, request);

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "MAPPING_REFUSED"));
  EXPECT_THAT(refused,
              BreaksRules(Names{"UNKNOWN_CRITERION", "UNIT_NOT_SELECTED"}));
  EXPECT_THAT(Map(name, "57", {"1.1", "1.1"}), NamesFields(Names{"criteria"}));
}

// What a current decision relies on stays mapped.
TEST_F(EvidenceTest, KeepsTheMappingThatADecisionReliesOn) {
  const std::string name = HandedIn("57", {"1.1", "1.2"});
  Decided(assessor_, NewDecision("57", "1.1", name));

  EXPECT_THAT(Map(name, "57", {"1.2"}),
              BreaksRules(Names{"CRITERION_DECIDED"}));
  EXPECT_THAT(Map(name, "57", {"1.1"}), IsOk());
}

// D40.
TEST_F(EvidenceTest, IsHandedInWithADeclaration) {
  const std::string name = Created(v1::WITNESS_TESTIMONY);
  ASSERT_THAT(Map(name, "57", {"1.1"}), IsOk());
  auto request = SubmitRequest(name);
  request.clear_declaration();
  EXPECT_THAT(Do(learner_, &Stub::SubmitEvidence, request),
              NamesFields(Names{"declaration.ai_use"}));

  request = SubmitRequest(name);
  request.mutable_declaration()->set_own_work(false);
  EXPECT_THAT(Do(learner_, &Stub::SubmitEvidence, request),
              BreaksRules(Names{"NOT_OWN_WORK"}));

  const auto submitted = Submit(name);
  ASSERT_THAT(submitted, IsOk());
  EXPECT_EQ(submitted->state(), v1::EVIDENCE_SUBMITTED);
  EXPECT_EQ(submitted->declaration().ai_use(), "none");
  EXPECT_THAT(Submit(name), BreaksRules(Names{"NOT_A_DRAFT"}));
}

TEST_F(EvidenceTest, IsNotHandedInEmptyOrUnmapped) {
  const auto refused = Submit(Created());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SUBMISSION_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"NO_CONTENT", "NOT_MAPPED"}));
}

// Confidential evidence may be held elsewhere.
TEST_F(EvidenceTest, IsContentToBeHeldElsewhere) {
  auto evidence = NewEvidence();
  evidence.set_held_at("Safe of the finance director, Harbour Street");
  const auto created = Create(evidence);
  ASSERT_THAT(created, IsOk());
  ASSERT_THAT(Map(created->name(), "57", {"1.1"}), IsOk());

  EXPECT_THAT(Submit(created->name()), IsOk());
}

TEST_F(EvidenceTest, IsSentBackAndHandedInAgain) {
  const std::string name = HandedIn("57", {"1.1"});

  const auto returned = Return(assessor_, name);
  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state(), v1::EVIDENCE_RETURNED);
  EXPECT_EQ(returned->return_reason(), "Add the alternatives.");
  EXPECT_THAT(
      Return(assessor_, name),
      FailsWith(absl::StatusCode::kFailedPrecondition, "RETURN_REFUSED"));
  // While it is with the learner it may get more files.
  const std::string more = std::string(kPdfBytes) + "more";
  EXPECT_THAT(Upload(learner_, StartFor(name, more), more), IsOk());

  const auto again = Submit(name);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->state(), v1::EVIDENCE_SUBMITTED);
  EXPECT_EQ(again->return_reason(), "");
  EXPECT_EQ(again->files_size(), 2);
}

// D16: only who may judge some of the learner's work sends it back.
TEST_F(EvidenceTest, IsSentBackByTheLearnersAssessors) {
  const std::string name = HandedIn("57", {"1.1"});
  const std::string other = rpc_.Token("yuri", auth::v1::ASSESSOR, "northgate");
  registration_.SetStanding("sofia", registration::v1::NONE);

  const auto refused = Return(other, name);

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "RETURN_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"NOT_ALLOCATED"}));
  EXPECT_THAT(Return(second_, name), BreaksRules(Names{"NO_STANDING"}));
  EXPECT_THAT(Return(trainee_, name), IsOk());
}

// An ordinary client, which takes 4 MiB, can read any page.
TEST_F(EvidenceTest, IsListedInPagesOfABoundedSize) {
  v1::Evidence large = NewEvidence(v1::QUESTIONING);
  large.mutable_discussion(0)->set_note(std::string(4000, 'n'));
  while (large.discussion_size() < 90) {
    *large.add_discussion() = large.discussion(0);
  }
  for (int i = 0; i < 7; ++i) ASSERT_THAT(Create(large), IsOk());
  v1::ListEvidenceRequest request;
  request.set_parent(kRegistration);
  request.set_page_size(1000);
  std::vector<int> sizes;
  do {
    const auto page = Do(tutor_, &Stub::ListEvidence, request);
    ASSERT_THAT(page, IsOk());
    sizes.push_back(page->evidence_size());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());

  EXPECT_THAT(sizes, ElementsAre(3, 3, 1));
}

TEST_F(EvidenceTest, IsListedInPagesOldestFirst) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) {
    names.push_back(Created());
    rpc_.clock().Advance(absl::Seconds(1));
  }
  v1::ListEvidenceRequest request;
  request.set_parent(kRegistration);
  request.set_page_size(2);
  std::vector<std::string> listed;
  do {
    const auto page = Do(tutor_, &Stub::ListEvidence, request);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->evidence_size(), 2);
    for (const auto& one : page->evidence()) listed.push_back(one.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());

  EXPECT_EQ(listed, names);
  request.set_page_token("made up");
  EXPECT_THAT(Do(tutor_, &Stub::ListEvidence, request),
              NamesFields(Names{"page_token"}));
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(Do(tutor_, &Stub::ListEvidence, request),
              NamesFields(Names{"page_size"}));
}

TEST_F(EvidenceTest, AnswersARepeatedRequestOnce) {
  const auto request = CreateRequest(NewEvidence());
  const auto first = Do(learner_, &Stub::CreateEvidence, request);
  ASSERT_THAT(first, IsOk());

  const auto second = Do(learner_, &Stub::CreateEvidence, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->name(), second->name());
  EXPECT_THAT(Actions(), ElementsAre("evidence.created"));

  auto other = CreateRequest(NewEvidence(v1::OBSERVATION));
  other.set_request_id(request.request_id());
  EXPECT_THAT(Do(learner_, &Stub::CreateEvidence, other),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// R115, D71: ids and states, no words of people.
TEST_F(EvidenceTest, LeavesATrailWithoutPersonalData) {
  const std::string name = HandedIn("57", {"1.1"}, v1::WITNESS_TESTIMONY);
  ASSERT_THAT(Return(assessor_, name), IsOk());

  EXPECT_THAT(Actions(), ElementsAre("evidence.created", "evidence.uploaded",
                                     "evidence.mapped", "evidence.submitted",
                                     "evidence.returned"));
  const auto entry = nlohmann::json::parse(LastEntry());
  EXPECT_EQ(entry["subject"], "amir");
  EXPECT_EQ(entry["role"], "ASSESSOR");
  EXPECT_EQ(entry["syllabus_version"], "8");
  EXPECT_EQ(entry["before"]["state"], "submitted");
  EXPECT_EQ(entry["after"]["state"], "returned");
  EXPECT_EQ(entry["after"]["reason_sha256"],
            Sha256Hex("Add the alternatives."));
  EXPECT_EQ(LastEntry().find("alternatives"), std::string::npos);
  std::vector<std::string> types;
  for (const auto& event : Events()) types.push_back(event.type());
  EXPECT_EQ(types, Actions());
}

TEST_F(EvidenceTest, WritesNothingWhenTheStoreFails) {
  faults_->FailNextCommit(absl::UnavailableError("gone"));
  EXPECT_EQ(Create(NewEvidence()).status().code(),
            absl::StatusCode::kUnavailable);

  EXPECT_THAT(Actions(), IsEmpty());
}

TEST_F(EvidenceTest, SaysWhenANeighbourIsSilent) {
  registration_.SetDown(true);

  EXPECT_EQ(Create(NewEvidence()).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace attest::assessment
