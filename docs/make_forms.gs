// Makes the practice's two forms. Paste it at script.google.com, run makeForms once, and look into its log.
// Made by `python -m sheets_schema.forms_script`; change the declarations of the forms, not this file.
function makeForms() {
  const linked = SpreadsheetApp.create('Answers to forms');

  const intake = FormApp.create("New client form").setDescription("This form is not for emergencies: nobody reads it at night. In a crisis call or text 988; in danger call 911. It takes about eight minutes, and we call you within two working days.");
  const intake_guardian = intake.addPageBreakItem().setTitle("Parent or guardian");
  const intake_referrer = intake.addPageBreakItem().setTitle("Who refers");
  const intake_you = intake.addPageBreakItem().setTitle("About you");
  const intake_group = intake.addPageBreakItem().setTitle("What you are looking for");
  const intake_paying = intake.addPageBreakItem().setTitle("Paying");
  const intake_insurance = intake.addPageBreakItem().setTitle("Your insurance");
  const intake_holder = intake.addPageBreakItem().setTitle("The policyholder");
  const intake_consents = intake.addPageBreakItem().setTitle("What we agree on");
  {
    const item = intake.addMultipleChoiceItem().setTitle("Who is filling this in?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Myself, I am 18 or older", intake_you), item.createChoice("I am the parent or guardian of someone under 18", intake_guardian), item.createChoice("I refer someone", intake_referrer)]);
    intake.moveItem(item.getIndex(), 0);
  }
  {
    const item = intake.addTextItem().setTitle("Your name and how you are related");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 2);
  }
  {
    const item = intake.addTextItem().setTitle("Your phone");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 3);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("The questions that follow are about the young person");
    item.setRequired(true);
    item.setChoices([item.createChoice("Go on", intake_you)]);
    intake.moveItem(item.getIndex(), 4);
  }
  {
    const item = intake.addTextItem().setTitle("Your name and how you know the person");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 6);
  }
  {
    const item = intake.addTextItem().setTitle("Your phone");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 7);
  }
  {
    const item = intake.addTextItem().setTitle("First name, as on the insurance card");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 9);
  }
  {
    const item = intake.addTextItem().setTitle("Last name, as on the insurance card");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 10);
  }
  {
    const item = intake.addTextItem().setTitle("Name you want to be called");
    intake.moveItem(item.getIndex(), 11);
  }
  {
    const item = intake.addDateItem().setTitle("Date of birth");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 12);
  }
  {
    const item = intake.addTextItem().setTitle("Mobile phone");
    item.setHelpText("Ten digits, like 415-555-0132.");
    item.setRequired(true);
    item.setValidation(FormApp.createTextValidation().setHelpText("Ten digits, like 415-555-0132.").requireTextMatchesPattern("[0-9(). +-]{10,20}").build());
    intake.moveItem(item.getIndex(), 13);
  }
  {
    const item = intake.addTextItem().setTitle("E-mail");
    intake.moveItem(item.getIndex(), 14);
  }
  {
    const item = intake.addCheckboxItem().setTitle("Which of these interests you?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Not sure - please advise")]);
    intake.moveItem(item.getIndex(), 16);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("How would you like to attend?");
    item.setRequired(true);
    item.setChoices([item.createChoice("In person"), item.createChoice("Video"), item.createChoice("Either")]);
    intake.moveItem(item.getIndex(), 17);
  }
  {
    const item = intake.addCheckboxGridItem().setTitle("When could you come?");
    item.setRows(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]).setColumns(["Early (7-9)", "Morning (9-12)", "Lunch (12-2)", "Afternoon (2-5)", "Evening (5-8)"]);
    intake.moveItem(item.getIndex(), 18);
  }
  {
    const item = intake.addParagraphTextItem().setTitle("In a few words, what would you like from it?");
    item.setHelpText("A sentence is enough; we talk about details on the phone.");
    intake.moveItem(item.getIndex(), 19);
  }
  {
    const item = intake.addTextItem().setTitle("Do you see a therapist now? Who?");
    intake.moveItem(item.getIndex(), 20);
  }
  {
    const item = intake.addParagraphTextItem().setTitle("What would make it easier for you to take part?");
    item.setHelpText("An interpreter, hearing, moving about: anything.");
    intake.moveItem(item.getIndex(), 21);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("How will you pay?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Insurance", intake_insurance), item.createChoice("Self-pay", intake_consents), item.createChoice("Not sure", intake_consents)]);
    intake.moveItem(item.getIndex(), 23);
  }
  {
    const item = intake.addListItem().setTitle("Insurance company");
    item.setRequired(true);
    item.setChoices([item.createChoice("Another one")]);
    intake.moveItem(item.getIndex(), 25);
  }
  {
    const item = intake.addTextItem().setTitle("Member ID, exactly as on the card");
    item.setHelpText("With letters and zeros.");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 26);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("Who is the policyholder?");
    item.setRequired(true);
    item.setChoices([item.createChoice("I am", intake_consents), item.createChoice("My husband, wife or partner", intake_holder), item.createChoice("My parent", intake_holder), item.createChoice("Somebody else", intake_holder)]);
    intake.moveItem(item.getIndex(), 27);
  }
  {
    const item = intake.addTextItem().setTitle("First name of the policyholder");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 29);
  }
  {
    const item = intake.addTextItem().setTitle("Last name of the policyholder");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 30);
  }
  {
    const item = intake.addDateItem().setTitle("Date of birth of the policyholder");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 31);
  }
  {
    const item = intake.addTextItem().setTitle("Emergency contact: name and relation");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 33);
  }
  {
    const item = intake.addTextItem().setTitle("Emergency contact: phone");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 34);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("May we send you text messages about appointments, changes and openings? About 2 to 6 a month; message and data rates may apply. Reply STOP to end, HELP for help. Care does not depend on your answer.");
    item.setRequired(true);
    item.setChoices([item.createChoice("Yes, I agree (SMS v1)"), item.createChoice("No texts")]);
    intake.moveItem(item.getIndex(), 35);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("Texts and ordinary e-mail are not encrypted: others could read them on a lost or shared phone. Knowing this, I still want them:");
    item.setRequired(true);
    item.setChoices([item.createChoice("Yes, I accept the risk (TXT v1)"), item.createChoice("No")]);
    intake.moveItem(item.getIndex(), 36);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("Attendance: 24 hours' notice; at most 3 absences in a cycle; more than 2 in a row may end my place; 15 minutes late may mean no entry.");
    item.setRequired(true);
    item.setChoices([item.createChoice("I agree (ATT v1)"), item.createChoice("I have questions")]);
    intake.moveItem(item.getIndex(), 37);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("You may call my insurance about my benefits. I pay what it does not cover.");
    item.setRequired(true);
    item.setChoices([item.createChoice("I agree (FIN v1)"), item.createChoice("I have questions")]);
    intake.moveItem(item.getIndex(), 38);
  }
  {
    const item = intake.addMultipleChoiceItem().setTitle("For video: a private place, and no recording.");
    item.setChoices([item.createChoice("I agree (TEL v1)"), item.createChoice("I have questions")]);
    intake.moveItem(item.getIndex(), 39);
  }
  {
    const item = intake.addTextItem().setTitle("Type your full name as your signature");
    item.setRequired(true);
    intake.moveItem(item.getIndex(), 40);
  }
  intake.setCollectEmail(false).setAllowResponseEdits(true).setShowLinkToRespondAgain(false);
  intake.setPublished(true);
  intake.setDestination(FormApp.DestinationType.SPREADSHEET, linked.getId());
  Logger.log('New client form: ' + intake.getPublishedUrl());

  const verification = FormApp.create("Benefits call").setDescription("One form for each call. Read the questions to the agent as they stand.");
  const verification_plan = verification.addPageBreakItem().setTitle("The plan");
  const verification_network = verification.addPageBreakItem().setTitle("Network and group therapy");
  const verification_cost = verification.addPageBreakItem().setTitle("What the member pays");
  const verification_limits = verification.addPageBreakItem().setTitle("Limits");
  const verification_authorization = verification.addPageBreakItem().setTitle("The authorization");
  const verification_end_of_call = verification.addPageBreakItem().setTitle("Result");
  {
    const item = verification.addTextItem().setTitle("Client ID or Wait ID");
    item.setHelpText("Like C-012 or W-003.");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 0);
  }
  {
    const item = verification.addDateItem().setTitle("Day of the call");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 1);
  }
  {
    const item = verification.addTextItem().setTitle("Your initials");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 2);
  }
  {
    const item = verification.addListItem().setTitle("Insurance called");
    item.setHelpText("If it is not in the list, choose the last and write its name at the end.");
    item.setRequired(true);
    item.setChoices([item.createChoice("Another one")]);
    verification.moveItem(item.getIndex(), 3);
  }
  {
    const item = verification.addTextItem().setTitle("Who do you speak with?");
    verification.moveItem(item.getIndex(), 4);
  }
  {
    const item = verification.addTextItem().setTitle("What is the reference number of this call?");
    item.setHelpText("It proves the call. Type \"none given\" if there is none.");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 5);
  }
  {
    const item = verification.addTextItem().setTitle("Does another company handle mental health? Which one?");
    item.setHelpText("Then this call ends soon: call that company next.");
    verification.moveItem(item.getIndex(), 7);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Is the plan active today for mental health?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Yes", verification_network), item.createChoice("No", verification_end_of_call), item.createChoice("Not sure", verification_network)]);
    verification.moveItem(item.getIndex(), 8);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Are we in network?");
    item.setRequired(true);
    item.setChoices([item.createChoice("In"), item.createChoice("Out"), item.createChoice("Not sure")]);
    verification.moveItem(item.getIndex(), 10);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Does the plan pay for group psychotherapy, CPT 90853?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Yes", verification_cost), item.createChoice("No", verification_end_of_call), item.createChoice("Not sure", verification_cost)]);
    verification.moveItem(item.getIndex(), 11);
  }
  {
    const item = verification.addTextItem().setTitle("Copay for an outpatient group, in dollars");
    item.setHelpText("A number, like 25. Blank if there is none.");
    item.setValidation(FormApp.createTextValidation().setHelpText("A number of dollars, like 25.").requireTextMatchesPattern("[0-9]{1,3}([.][0-9]{1,2})?").build());
    verification.moveItem(item.getIndex(), 13);
  }
  {
    const item = verification.addTextItem().setTitle("Coinsurance, in percent");
    item.setHelpText("A number, like 20. Blank if there is none.");
    item.setValidation(FormApp.createTextValidation().setHelpText("A number from 0 to 100, like 20.").requireTextMatchesPattern("[0-9]{1,2}|100").build());
    verification.moveItem(item.getIndex(), 14);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Does the deductible apply to 90853?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Yes"), item.createChoice("No"), item.createChoice("Not sure")]);
    verification.moveItem(item.getIndex(), 15);
  }
  {
    const item = verification.addTextItem().setTitle("Deductible, in dollars");
    verification.moveItem(item.getIndex(), 16);
  }
  {
    const item = verification.addTextItem().setTitle("How much of it is met so far?");
    verification.moveItem(item.getIndex(), 17);
  }
  {
    const item = verification.addDateItem().setTitle("On which day does the benefit year start?");
    item.setHelpText("Blank: January 1.");
    verification.moveItem(item.getIndex(), 19);
  }
  {
    const item = verification.addTextItem().setTitle("How many group sessions does the plan pay in a year?");
    item.setHelpText("Blank: no limit.");
    verification.moveItem(item.getIndex(), 20);
  }
  {
    const item = verification.addTextItem().setTitle("How many of them are used?");
    verification.moveItem(item.getIndex(), 21);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Is video paid in the same way?");
    item.setChoices([item.createChoice("Yes"), item.createChoice("No"), item.createChoice("Not sure")]);
    verification.moveItem(item.getIndex(), 22);
  }
  {
    const item = verification.addTextItem().setTitle("Is there other coverage?");
    verification.moveItem(item.getIndex(), 23);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("Must authorization be obtained first?");
    item.setRequired(true);
    item.setChoices([item.createChoice("Not needed", verification_end_of_call), item.createChoice("Have it", verification_authorization), item.createChoice("Must ask", verification_end_of_call), item.createChoice("Not sure", verification_end_of_call)]);
    verification.moveItem(item.getIndex(), 24);
  }
  {
    const item = verification.addTextItem().setTitle("Number of the authorization");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 26);
  }
  {
    const item = verification.addTextItem().setTitle("How many sessions are approved?");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 27);
  }
  {
    const item = verification.addDateItem().setTitle("From which day?");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 28);
  }
  {
    const item = verification.addDateItem().setTitle("To which day?");
    item.setRequired(true);
    verification.moveItem(item.getIndex(), 29);
  }
  {
    const item = verification.addMultipleChoiceItem().setTitle("What came of the call?");
    item.setHelpText("With any \"Not sure\" above, choose Call back.");
    item.setRequired(true);
    item.setChoices([item.createChoice("Verified"), item.createChoice("Not covered"), item.createChoice("Call back")]);
    verification.moveItem(item.getIndex(), 31);
  }
  {
    const item = verification.addDateItem().setTitle("If you call again: on which day?");
    item.setHelpText("Blank: a week later.");
    verification.moveItem(item.getIndex(), 32);
  }
  {
    const item = verification.addParagraphTextItem().setTitle("Anything else");
    verification.moveItem(item.getIndex(), 33);
  }
  verification.setCollectEmail(false).setAllowResponseEdits(true).setShowLinkToRespondAgain(false);
  verification.setPublished(true);
  verification.setDestination(FormApp.DestinationType.SPREADSHEET, linked.getId());
  Logger.log('Benefits call: ' + verification.getPublishedUrl());
  Logger.log('Answers: ' + linked.getUrl());
}
